"""Two departments or two months side by side."""
