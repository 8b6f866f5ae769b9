-- Effect: temporary table mapped_value, one row per column and text of the file that the mapping gives a meaning.
-- Parameters: $columns, $texts, $meanings (lists of equal length)
CREATE OR REPLACE TEMP TABLE mapped_value AS
SELECT unnest(CAST($columns AS VARCHAR[])) AS "column", unnest(CAST($texts AS VARCHAR[])) AS text, unnest(CAST($meanings AS VARCHAR[])) AS meaning
