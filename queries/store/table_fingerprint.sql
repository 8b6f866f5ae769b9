-- One row: a number that depends on every value of the table, so that every block of it has been read.
-- Parameters: $table (VARCHAR)
SELECT bit_xor(hash(t)) AS fingerprint
FROM query_table($table) AS t
