-- Effect: temporary table staged_text, one row per record of a rewritten file, whose first column is the physical line.
-- Parameters: $path, $columns (f0 … fn → VARCHAR), $constants (texts)
CREATE OR REPLACE TEMP TABLE staged_text AS
SELECT
    CAST(f0 AS BIGINT) AS line,
    list_concat(list_value(*COLUMNS(* EXCLUDE (f0))), CAST($constants AS VARCHAR[])) AS fields
FROM read_csv(
    $path, delim = ',', columns = $columns, header = false, quote = '"', escape = '"',
    auto_detect = false, strict_mode = true, max_line_size = 67108864)
