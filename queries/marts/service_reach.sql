-- One row per month of finish, published month that the records of that month count in, and the item for which they do (null: every item).
-- A month's own records are part of it whatever is computed from them; a quarter, a year and a growth rate reach further back.
SELECT month AS finished_month, month, NULL AS item_id FROM final_reach WHERE frequency = '月'
UNION
SELECT CAST(unnest(generate_series(f.first_month, f.last_month, INTERVAL 1 MONTH)) AS DATE), f.month, d.item_id
FROM final_reach AS f
JOIN point AS p ON p.frequency = f.frequency
JOIN derivation AS d ON d.point_id = p.point_id AND d.source = 'service_records'
UNION
SELECT
    CAST(unnest(generate_series(f.first_month - INTERVAL 1 YEAR, f.last_month - INTERVAL 1 YEAR, INTERVAL 1 MONTH)) AS DATE), f.month, d.item_id
FROM final_reach AS f
JOIN point AS p ON p.frequency = f.frequency
JOIN derivation AS d ON d.point_id = p.point_id AND d.source = 'service_records'
WHERE d.measure IN ('record_growth_rate', 'record_decline_rate', 'quantity_growth_rate')
