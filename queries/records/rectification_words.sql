-- One row: measures and rule of a rectification that came from a complaint, as this viewer may read them; none when the complaint is out of scope.
-- Parameters: $viewer (STRUCT), $rectification_id (VARCHAR)
SELECT c.complaint_id, list.texts[1] AS measures, list.texts[2] AS rule_established
FROM complaint_named($viewer, (SELECT list(origin_id) FROM rectification WHERE rectification_id = $rectification_id AND origin_kind = 'complaint')) AS c
JOIN rectification AS r ON r.rectification_id = $rectification_id
CROSS JOIN LATERAL (
    SELECT texts_as_seen([r.measures, r.rule_established], c.text_level, c.replaced, c.hides_enterprise) AS texts
) AS list
