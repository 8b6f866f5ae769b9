-- One row: the highest serial number among the rectifications of a year, 0 before the first.
-- Parameters: $prefix (such as ZG2026-)
SELECT coalesce(max(CAST(substr(rectification_id, length($prefix) + 1) AS INTEGER)), 0) AS serial
FROM rectification WHERE starts_with(rectification_id, $prefix)
