-- Effect: writes every service record again into an empty table, clustered as the demo district is.
CREATE TABLE target.service_record AS SELECT * FROM service_record ORDER BY department_id, finished_at
