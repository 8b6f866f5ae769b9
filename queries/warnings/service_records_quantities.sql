-- One row per quantity more than a hundred times the largest that its item has had in the district, of items with thirty or more:
-- most often another unit (元 for 万元).
WITH usual AS (
    SELECT item_id, max(quantity) AS largest FROM service_record WHERE quantity > 0 GROUP BY item_id HAVING count(*) >= 30
)
SELECT
    r.line, 'quantity' AS "column", CAST(r.quantity AS VARCHAR) AS value,
    '超过这个事项以往最大的计量值（' || CAST(u.largest AS VARCHAR) || '）一百倍。请核对数值和单位' AS message
FROM resolved_row AS r
JOIN usual AS u ON u.item_id = r.item_id AND r.quantity > 100 * u.largest
