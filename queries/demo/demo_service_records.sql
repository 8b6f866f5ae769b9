-- One row per service record of a department: drawn from the profile of its item and month, in storage order.
-- Time runs in working minutes, 480 a working day: a record finishes on a drawn day and started a drawn number of minutes before.
-- Skewed times: 0.35 to 2.3 times the mean (0.35 + 1.95 u², whose mean is 1). Records of the last month may still be open.
-- Parameters: $department_id, $seed (0 to 2³² − 1), $last_ordinal (place of the last whole working day)
WITH expanded AS (
    SELECT p.*, i AS number, i >= p.records AS is_open,
        mix(xor(CAST(p.first_row + i AS UBIGINT), $seed::UBIGINT)) AS key
    FROM demo_profile AS p, unnest(range(p.records + p.open_records)) AS n(i)
    WHERE p.department_id = $department_id
),
finishing AS (
    SELECT e.*,
        CASE WHEN e.is_open THEN CAST($last_ordinal AS BIGINT) ELSE d.ordinal END AS finished_ordinal,
        CASE WHEN e.is_open THEN 479 ELSE CAST(floor(480 * draw(e.key, 2)) AS BIGINT) END AS finished_minute,
        CAST(floor(60 * draw(e.key, 5)) AS BIGINT) AS finished_second
    FROM expanded AS e
    JOIN demo_day_slot AS d ON d.month = e.month AND d.slot = CAST(floor(256 * draw(e.key, 1)) AS INTEGER)
),
lasting AS (
    SELECT *,
        CAST(floor(CASE
            WHEN is_open THEN draw(key, 4) * least(limit_days, 10) * 480
            WHEN draw(key, 3) < same_day THEN draw(key, 4) * (finished_minute + 1)
            WHEN same_day IS NOT NULL THEN finished_minute + 1 + 960 * draw(key, 4)
            WHEN number < late THEN limit_days * 480 * (1.05 + 0.9 * draw(key, 4)) + 1
            WHEN is_limited THEN least(limit_days * 480, mean_minutes * (0.35 + 1.95 * draw(key, 4) * draw(key, 4)))
            ELSE mean_minutes * (0.35 + 1.95 * draw(key, 4) * draw(key, 4))
        END) AS BIGINT) AS lasted
    FROM finishing
),
begun AS (
    SELECT *,
        CASE WHEN is_calendar THEN finished_ordinal ELSE (480 * finished_ordinal + finished_minute - lasted) // 480 END AS accepted_ordinal,
        CASE WHEN is_calendar THEN finished_minute - lasted ELSE (480 * finished_ordinal + finished_minute - lasted) % 480 END AS accepted_minute
    FROM lasting
),
dated AS (
    SELECT b.*,
        epoch_us(f.day) // 1000000 + 32400 + 60 * b.finished_minute + b.finished_second AS finished,
        epoch_us(a.day) // 1000000 + 32400 + 60 * b.accepted_minute + CAST(floor(b.finished_second * draw(b.key, 6)) AS BIGINT) AS accepted
    FROM begun AS b
    JOIN demo_workday AS f ON f.ordinal = b.finished_ordinal
    JOIN demo_workday AS a ON a.ordinal = b.accepted_ordinal
)
SELECT
    'demo-services' AS source,
    concat(d.item_id, '-', strftime(d.month, '%y%m'), '-', 1 + d.number * 2147483647 % (d.records + d.open_records)) AS record_id,
    d.item_id, d.department_id, s.subdistrict_id,
    make_timestamp(1000000 * (d.accepted - CAST(floor(CASE WHEN draw(d.key, 7) < d.online THEN 64800 * draw(d.key, 8) * draw(d.key, 8)
        ELSE 2700 * draw(d.key, 8) END) AS BIGINT))) AS submitted_at,
    make_timestamp(1000000 * d.accepted) AS accepted_at,
    CASE WHEN NOT d.is_open THEN make_timestamp(1000000 * d.finished) END AS finished_at,
    d.limit_days,
    draw(d.key, 9) < d.returned AS is_returned,
    draw(d.key, 7) < d.online AS is_online,
    draw(d.key, 10) < d.compliant AS is_compliant,
    CAST(floor(d.visits + draw(d.key, 11)) AS SMALLINT) AS visits,
    CAST(CASE WHEN d.is_whole THEN floor(d.quantity + draw(d.key, 12)) ELSE d.quantity * (0.7 + 0.6 * draw(d.key, 12)) END AS DECIMAL(12, 3)) AS quantity,
    CAST(CASE WHEN NOT d.is_open AND draw(d.key, 13) < 0.46 THEN
        CASE WHEN draw(d.key, 14) < d.good THEN 3 + floor(3 * sqrt(draw(d.key, 15))) ELSE 1 + floor(2 * draw(d.key, 15)) END END AS TINYINT) AS rating,
    'demo-service_records' AS batch_id
FROM dated AS d
JOIN demo_place_slot AS s ON s.slot = CAST(floor(64 * draw(d.key, 16)) AS INTEGER)
ORDER BY finished_at NULLS LAST, d.item_number, d.number
