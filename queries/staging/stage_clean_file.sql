-- Effect: temporary table staged_file, one row per record of a file in which every physical line is one record: its cells f1 … fn, with the
-- mapping's constants behind them; and the view staged_text, which knows the line of each.
-- The cells stay text; nothing is skipped or repaired, anything irregular is an error and sends the file to stage_numbered_file.
-- A line is line + step × rowid; here it follows from the place in the table: counting while reading would leave the reading to one core.
-- Parameters: $path, $delimiter, $columns (f1 … fn → VARCHAR), $skipped (lines up to the header), $constants (absent → null, fn+1 … → text)
CREATE TEMP TABLE IF NOT EXISTS staged_file (line BIGINT, step TINYINT, f1 VARCHAR);
CREATE OR REPLACE TEMP VIEW staged_text AS
SELECT line + step * rowid AS line, rowid AS place, list_value(*COLUMNS('^f[0-9]+$')) AS fields FROM staged_file;
CREATE OR REPLACE TEMP TABLE staged_file AS
SELECT CAST($skipped + 1 AS BIGINT) AS line, CAST(1 AS TINYINT) AS step, *, unnest($constants)
FROM read_csv(
    $path, delim = $delimiter, columns = $columns, header = false, skip = $skipped, quote = '"', escape = '"',
    auto_detect = false, strict_mode = true)
