-- Effect: macro service_found(department_id, since, until, item_id, kind, prefix): one row per finished service record of a span of time, as
-- service_fact_of() has it, that every filter leaves (a null one leaves all). The span and the department are compared with the stored columns as
-- they are, because the table is stored in their order and whole row groups are passed over. kind: late, returned, online, offline or rated_low.
CREATE OR REPLACE MACRO service_found(wanted_department, since, until, wanted_item, wanted_kind, prefix) AS TABLE
SELECT * FROM service_fact_of('service_record')
WHERE finished_at >= since AND finished_at < until
    AND (wanted_department IS NULL OR department_id = wanted_department)
    AND (wanted_item IS NULL OR item_id = wanted_item)
    AND (prefix IS NULL OR starts_with(record_id, prefix))
    AND CASE wanted_kind
        WHEN 'late' THEN is_late WHEN 'returned' THEN is_returned WHEN 'online' THEN is_online WHEN 'offline' THEN NOT is_online
        WHEN 'rated_low' THEN rating < 3 ELSE true END
