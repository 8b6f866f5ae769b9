-- One row per value far from the last twelve of its point (in the file and in the district, at least six): farther from their median than
-- five times their usual deviation, which counts as one tenth of the median at least.
WITH told AS (
    SELECT point_id, period, value, line FROM resolved_row
    UNION ALL
    SELECT m.point_id, m.period, m.value, NULL FROM measurement AS m ANTI JOIN resolved_row AS r ON r.point_id = m.point_id AND r.period = m.period
),
past AS (
    SELECT
        line, value,
        list(value) OVER (PARTITION BY point_id ORDER BY period, line ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING) AS earlier
    FROM told
    WHERE value IS NOT NULL
),
usual AS (
    SELECT
        line, value, list_aggregate(earlier, 'median') AS middle, len(earlier) AS periods,
        5 * greatest(1.4826 * list_aggregate(earlier, 'mad'), abs(list_aggregate(earlier, 'median')) / 10) AS reach
    FROM past
    WHERE line IS NOT NULL AND len(earlier) >= 6
)
SELECT
    s.line, 'value' AS "column", s.value_text AS value,
    '与以往相差很大：前 ' || u.periods || ' 期的中位数是 ' || CAST(round(u.middle, 4) AS VARCHAR) || '，通常相差不超过 ' || CAST(round(u.reach, 4) AS VARCHAR)
        || '。请核对数值和单位' AS message
FROM usual AS u
JOIN staged_row AS s ON s.line = u.line
WHERE abs(u.value - u.middle) > u.reach
