-- One row per entry of the trail that the filter keeps, the newest first; total says how many it keeps in all. A filter that is null keeps everything.
-- labelled holds the actions whose Chinese name contains the text; a line that is no entry is left to the verification.
-- Parameters: $files (VARCHAR[]), $since (TIMESTAMP), $until (TIMESTAMP), $actor (VARCHAR), $action (VARCHAR), $result (VARCHAR), $text (VARCHAR), $labelled (VARCHAR[]), $upto (BIGINT), $limit (BIGINT), $offset (BIGINT)
WITH entry AS (
    SELECT
        number, try_cast("at" AS TIMESTAMP) AS recorded_at, actor, role, address, action, subject, result,
        CAST(detail AS VARCHAR) AS detail, hash, parse_filename(filename) AS file
    FROM read_json(
        $files, format = 'newline_delimited', ignore_errors = true, filename = true,
        columns = {
            number: 'BIGINT', "at": 'VARCHAR', actor: 'VARCHAR', role: 'VARCHAR', address: 'VARCHAR', action: 'VARCHAR',
            subject: 'VARCHAR', result: 'VARCHAR', detail: 'JSON', hash: 'VARCHAR'
        }
    )
    WHERE number IS NOT NULL
)

SELECT *, count(*) OVER () AS total
FROM entry
WHERE
    ($since IS NULL OR recorded_at >= $since)
    AND ($until IS NULL OR recorded_at < $until)
    AND ($actor IS NULL OR actor = $actor)
    AND ($action IS NULL OR action = $action)
    AND ($result IS NULL OR result = $result)
    AND ($upto IS NULL OR number <= $upto)
    AND (
        $text IS NULL
        OR list_contains($labelled, action)
        OR contains(lower(concat_ws(' ', actor, role, address, action, subject, result, detail)), lower($text))
    )
ORDER BY number DESC
LIMIT $limit OFFSET $offset
