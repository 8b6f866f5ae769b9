-- Effect: temporary table staged_text, one row per record of a file in which every physical line is one record:
-- its line and its cells, with the mapping's constants behind them.
-- The cells stay text; nothing is skipped or repaired, anything irregular is an error and sends the file to stage_numbered_file.
-- Parameters: $path, $delimiter, $columns (f1 … fn → VARCHAR), $skipped (lines up to the header), $constants (texts)
CREATE OR REPLACE TEMP TABLE staged_text AS
SELECT
    row_number() OVER () + $skipped AS line,
    list_concat(list_value(*COLUMNS(*)), CAST($constants AS VARCHAR[])) AS fields
FROM read_csv(
    $path, delim = $delimiter, columns = $columns, header = false, skip = $skipped, quote = '"', escape = '"',
    auto_detect = false, strict_mode = true)
