-- Effect: temporary table staged_file, one row per record of a rewritten file, whose first column is the physical line; and the view staged_text of it.
-- Parameters: $path, $columns (number, f1 … fn → VARCHAR), $constants (absent → null, fn+1 … → text)
CREATE TEMP TABLE IF NOT EXISTS staged_file (line BIGINT, step TINYINT, f1 VARCHAR);
CREATE OR REPLACE TEMP VIEW staged_text AS
SELECT line + step * rowid AS line, rowid AS place, list_value(*COLUMNS('^f[0-9]+$')) AS fields FROM staged_file;
CREATE OR REPLACE TEMP TABLE staged_file AS
SELECT CAST(number AS BIGINT) AS line, CAST(0 AS TINYINT) AS step, * EXCLUDE (number), unnest($constants)
FROM read_csv(
    $path, delim = ',', columns = $columns, header = false, quote = '"', escape = '"',
    auto_detect = false, strict_mode = true, max_line_size = 67108864)
