-- Effect: macro is_small_cell(source, measure, value, sample_size): whether what stands behind a value are 1 to 4 complaints, so that the
-- department it is about could guess who said what: a count of complaints itself, otherwise the complaints that a rate is over.
CREATE OR REPLACE MACRO is_small_cell(source, measure, value, sample_size) AS
coalesce(source = 'complaints' AND CASE measure WHEN 'complaint_count' THEN value ELSE sample_size END IS NOT NULL
    AND shown_count(CASE measure WHEN 'complaint_count' THEN value ELSE sample_size END) IS NULL, false)
