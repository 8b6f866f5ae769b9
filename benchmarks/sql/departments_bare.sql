-- One row per department: the mean of its indicators from the month's own values, and its rank. No carried values, errors or ranges.
-- Parameters: $month (DATE)
WITH points AS (
    SELECT p.indicator_id, s.weight, greatest(0, least(100, 100 * (s.worst - m.value) / (s.worst - s.best))) AS score
    FROM measurement AS m
    JOIN point AS p USING (point_id)
    JOIN (SELECT * FROM point_spec QUALIFY row_number() OVER (PARTITION BY point_id ORDER BY version DESC) = 1) AS s USING (point_id)
    WHERE m.period = $month AND m.value IS NOT NULL
),
indicators AS (SELECT indicator_id, sum(weight * score) / sum(weight) AS score FROM points GROUP BY indicator_id)
SELECT i.lead_department_id, avg(score) AS score, rank() OVER (ORDER BY avg(score) DESC) AS place
FROM indicators JOIN indicator AS i USING (indicator_id)
GROUP BY i.lead_department_id
