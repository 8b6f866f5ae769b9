-- One row per calendar day, in date order.
SELECT day, is_workday FROM calendar_day ORDER BY day
