-- One row: what supervision did in the last full year before $now, counted from rows, and the contact points and service records of all time.
-- put right: a problem found by an inspection that somebody other than the department checked in that year (核验通过).
-- rules established: by rectifications of any origin that were checked in that year.
-- Parameters: $now (TIMESTAMP)
WITH year AS (
    SELECT date_trunc('year', CAST($now AS TIMESTAMP)) - INTERVAL 1 YEAR AS first_day, date_trunc('year', CAST($now AS TIMESTAMP)) AS next_first_day
)
SELECT
    (SELECT count(*) FROM inspection WHERE inspected_at >= first_day AND inspected_at < next_first_day) AS inspections,
    (SELECT count(*) FROM letter_status WHERE kind = '监察建议书' AND issued_at >= first_day AND issued_at < next_first_day)
        AS supervisory_recommendations,
    (SELECT count(*) FROM rectification WHERE origin_kind = 'inspection' AND verified_at >= first_day AND verified_at < next_first_day)
        AS problems_rectified,
    (SELECT count(*) FROM rectification WHERE rule_established IS NOT NULL AND verified_at >= first_day AND verified_at < next_first_day)
        AS rules_established,
    (SELECT count(*) FROM contact_point) AS contact_points,
    (SELECT count(*) FROM contact_point_issue WHERE solved_at <= $now) AS contact_point_problems_solved,
    (SELECT count(*) FROM service_record) AS service_records
FROM year
