"""The analyst's pages: bring a file, see what it would do, load it, take it back."""
