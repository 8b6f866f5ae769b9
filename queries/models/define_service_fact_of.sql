-- Effect: macro service_fact_of(records): one row per finished service record of the table called records, in the columns of
-- service_record: how long it took and whether it was late. The district's own and those of a file are counted by the same words.
-- month is put together from its parts because that is several times faster than date_trunc, which counts when one month of millions
-- of records is picked out.
-- Working time runs 9:00–17:00 on working days, 480 minutes a day; the calendar table says which days work.
CREATE OR REPLACE MACRO service_fact_of(records) AS TABLE
WITH clocked AS (
    SELECT
        r.*,
        make_date(year(r.finished_at), month(r.finished_at), 1) AS month,
        480 * a.workdays_before
            + CASE WHEN a.is_workday THEN greatest(0, least(480, date_diff('minute', CAST(a.day AS TIMESTAMP), r.accepted_at) - 540)) ELSE 0 END
            AS accepted_minute,
        480 * f.workdays_before
            + CASE WHEN f.is_workday THEN greatest(0, least(480, date_diff('minute', CAST(f.day AS TIMESTAMP), r.finished_at) - 540)) ELSE 0 END
            AS finished_minute
    FROM query_table(records) AS r
    LEFT JOIN calendar_day AS a ON a.day = CAST(r.accepted_at AS DATE)
    LEFT JOIN calendar_day AS f ON f.day = CAST(r.finished_at AS DATE)
    WHERE r.finished_at IS NOT NULL
)
SELECT
    * EXCLUDE (accepted_minute, finished_minute),
    finished_minute - accepted_minute AS working_minutes,
    date_diff('minute', accepted_at, finished_at) AS minutes,
    finished_minute - accepted_minute > limit_days * 480 AS is_late,
    CAST(accepted_at AS DATE) = CAST(finished_at AS DATE) AS is_same_day
FROM clocked
