-- One row per department, in catalogue order.
SELECT department_id, short_name, kind, ranking_group, is_ranked, parent_id, valid_from, valid_to FROM department ORDER BY position, department_id
