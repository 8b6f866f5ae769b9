-- One row: what a month is counted by: when the rule version was made, and whether the calendar of the month is known (官方) or guessed (估算).
-- Parameters: $month (first day of the month, DATE), $rule_version (INTEGER)
SELECT
    (SELECT created_at FROM rule_version WHERE version = $rule_version) AS ruled_at,
    (SELECT max(source) FROM calendar_day WHERE day BETWEEN $month AND last_day(CAST($month AS DATE))) AS calendar
