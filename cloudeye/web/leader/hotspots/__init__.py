"""Where enterprises hurt: the map, its tables, and what may be told of small numbers."""
