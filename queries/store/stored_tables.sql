-- One row per table of the database file.
SELECT table_name AS name
FROM duckdb_tables()
WHERE database_name = 'cloudeye' AND NOT temporary
ORDER BY table_name
