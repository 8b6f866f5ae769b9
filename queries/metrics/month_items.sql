-- One row per subject (a department, or 'district') and thing it is scored on in a month that others can be held against: level domain,
-- indicator, rate (one of the three) or tasks (all of them together), with the score it has there.
-- Parameters: $month (first day of the month, DATE)
SELECT subject_id, level, item_id, any_value(name) AS name, sum(weight * score) / sum(weight) AS score
FROM (
    SELECT subject_id, weight, score, unnest(CASE part
        WHEN 'indicators' THEN [
            {'level': 'domain', 'item_id': domain_id, 'name': domain}, {'level': 'indicator', 'item_id': indicator_id, 'name': indicator}]
        WHEN 'response' THEN [{'level': 'rate', 'item_id': component_id, 'name': name}]
        ELSE [{'level': 'tasks', 'item_id': 'tasks', 'name': '改革任务'}] END, recursive := true)
    FROM shown_component
    WHERE month = $month
)
GROUP BY subject_id, level, item_id
ORDER BY subject_id, level, item_id
