-- Effect: temporary table closed_line, one row per line and published month in which what it changes counts.
CREATE OR REPLACE TEMP TABLE closed_line AS
SELECT DISTINCT i.line, f.month
FROM incoming AS i
JOIN point AS p ON p.point_id = i.point_id
JOIN final_reach AS f ON f.frequency = p.frequency AND f.first_month = i.period
LEFT JOIN stored_row AS s ON s.line = i.line
WHERE (i.value, i.sample_size, i.standard_error) IS DISTINCT FROM (s.value, s.sample_size, s.standard_error)
