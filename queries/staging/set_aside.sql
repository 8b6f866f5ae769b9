-- One row per line that was set aside, in the order of the file: kind and text.
SELECT line, kind, text FROM set_aside ORDER BY line
