-- One row: what supervision did in the last full year before $now, counted from rows, and the contact points and service records of all time.
-- 督促整改问题 (problems_rectified): rectifications that came from an inspection and were struck off (销号) in that year.
-- 建章立制 (rules_established): rectifications of any origin that were struck off in that year and left a rule behind.
-- A rectification counts in the year of its first striking off, by its event: what recurs later takes nothing from a year that is over.
-- Parameters: $now (TIMESTAMP)
WITH year AS (
    SELECT date_trunc('year', CAST($now AS TIMESTAMP)) - INTERVAL 1 YEAR AS first_day, date_trunc('year', CAST($now AS TIMESTAMP)) AS next_first_day
),
struck_off AS (
    SELECT r.origin_kind, r.rule_established
    FROM rectification AS r
    JOIN (
        SELECT rectification_id, min(occurred_at) AS first_at FROM rectification_event WHERE to_state = 'closed' GROUP BY rectification_id
    ) AS e ON e.rectification_id = r.rectification_id
    JOIN year AS y ON e.first_at >= y.first_day AND e.first_at < y.next_first_day
)
SELECT
    (SELECT count(*) FROM inspection WHERE inspected_at >= first_day AND inspected_at < next_first_day) AS inspections,
    (SELECT count(*) FROM letter_status WHERE kind = '监察建议书' AND issued_at >= first_day AND issued_at < next_first_day)
        AS supervisory_recommendations,
    (SELECT count(*) FROM struck_off WHERE origin_kind = 'inspection') AS problems_rectified,
    (SELECT count(*) FROM struck_off WHERE rule_established IS NOT NULL) AS rules_established,
    (SELECT count(*) FROM contact_point) AS contact_points,
    (SELECT count(*) FROM contact_point_issue WHERE solved_at <= $now) AS contact_point_problems_solved,
    (SELECT count(*) FROM service_record) AS service_records
FROM year
