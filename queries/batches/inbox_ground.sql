-- One row: what a decision about a file of this sender rests on beside the file; when it differs, a file that waits is looked at again.
-- Parameters: $sender (VARCHAR, empty: nobody in particular), $dataset (VARCHAR)
SELECT
    (SELECT string_agg(mapping, chr(10) ORDER BY mapping) FROM remembered_mapping WHERE sender = $sender AND dataset = $dataset) AS mapping,
    (SELECT count(*) FROM name_alias) AS aliases,
    (SELECT max(noted_at) FROM name_alias) AS aliases_noted_at,
    (SELECT max(version) FROM rule_version) AS rule_version,
    (SELECT count(*) FROM department) AS departments
