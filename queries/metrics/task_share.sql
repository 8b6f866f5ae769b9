-- One row (none in a month in which its plan asks for nothing): what a task weighs in its lead department's completion score of a month.
-- tasks: how many share that score; lost: points of the composite that the task takes from it.
-- Parameters: $task_id (VARCHAR), $month (first day of the month, DATE)
SELECT c.subject_id AS department_id, c.score, c.weight, c.contribution, c.lost, a.tasks, c.weight / a.weight AS share, a.completion
FROM shown_component AS c
JOIN reform_task AS t ON t.task_id = c.component_id AND t.lead_department_id = c.subject_id
JOIN (
    SELECT month, subject_id, count(*) AS tasks, sum(weight) AS weight, sum(weight * score) / sum(weight) AS completion
    FROM shown_component
    WHERE part = 'tasks' AND month = $month
    GROUP BY month, subject_id
) AS a ON a.month = c.month AND a.subject_id = c.subject_id
WHERE c.part = 'tasks' AND c.component_id = $task_id AND c.month = $month
