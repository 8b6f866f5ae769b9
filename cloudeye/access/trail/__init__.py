"""The trail of who did what: entries sealed one to the next, their files, the check of them, and the list that people read."""
