-- One row per component of a subject's composite in either of two months, each as its latest version shows it: score, weight and what it
-- takes from 100 in both (null where it was no part), and the change that this makes to the score. The one that cost most comes first.
-- variance is that of the change: a value carried forward from one month to the other cancels its own error.
-- Parameters: $month, $against (first days of the later and the earlier month, DATE), $subject_id (department_id or 'district', VARCHAR)
WITH shown AS (
    SELECT *, weight * standard_error AS error, CASE month WHEN $month THEN 1 ELSE 0 END AS is_after
    FROM shown_component
    WHERE subject_id = $subject_id AND month IN ($month, $against)
)
SELECT
    dimension, part, component_id,
    max(domain_id) AS domain_id, max(domain) AS domain, max(indicator_id) AS indicator_id, max(indicator) AS indicator,
    arg_max(name, is_after) AS name, max(unit) AS unit,
    max(value) FILTER (is_after = 0) AS value_before, max(value) FILTER (is_after = 1) AS value_after,
    max(score) FILTER (is_after = 0) AS score_before, max(score) FILTER (is_after = 1) AS score_after,
    max(weight) FILTER (is_after = 0) AS weight_before, max(weight) FILTER (is_after = 1) AS weight_after,
    max(lost) FILTER (is_after = 0) AS lost_before, max(lost) FILTER (is_after = 1) AS lost_after,
    coalesce(max(lost) FILTER (is_after = 0), 0) - coalesce(max(lost) FILTER (is_after = 1), 0) AS change,
    CASE WHEN min(source_period) = max(source_period) THEN pow(sum(CASE is_after WHEN 1 THEN error ELSE -error END), 2)
        ELSE sum(pow(error, 2)) END AS variance
FROM shown
GROUP BY dimension, part, component_id
ORDER BY change, dimension DESC, part, component_id
