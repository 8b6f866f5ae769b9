-- One row per task list (city 94, district 89, fifteen_measures 26): how many tasks stand where, by their last report up to the month.
-- A task without any report counts as 未启动, so that the four states add up to the list.
-- Parameters: $month (first day of the month, DATE)
WITH latest AS (
    SELECT * FROM task_status
    WHERE month <= $month
    QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY month DESC) = 1
)
SELECT
    t.list, count(*) AS tasks,
    count(*) FILTER (l.status = '完成') AS done,
    count(*) FILTER (l.status = '推进') AS running,
    count(*) FILTER (l.status = '逾期') AS late,
    count(*) FILTER (coalesce(l.status, '未启动') = '未启动') AS not_started,
    count(*) FILTER (l.is_planned_done) AS planned_done
FROM reform_task AS t
LEFT JOIN latest AS l ON l.task_id = t.task_id
GROUP BY t.list
ORDER BY t.list
