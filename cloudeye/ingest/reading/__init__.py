"""From the bytes of a file to records with their line numbers: encodings, delimiters, workbooks."""
