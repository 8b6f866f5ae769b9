-- One row: how many rows the table has, and a number that depends on every value of it, so that every block has been read.
-- Parameters: $table (VARCHAR)
SELECT count(*) AS rows, bit_xor(hash(t)) AS fingerprint
FROM query_table($table) AS t
