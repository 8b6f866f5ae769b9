"""One department in a month, on the screen and on one sheet of paper."""
