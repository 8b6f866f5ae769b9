-- One row per problem class, in catalogue order.
SELECT class_id, aspect_id, name FROM problem_class ORDER BY position, class_id
