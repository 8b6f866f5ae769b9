-- One row per item, department and month of finish: what the service records add up to, in the columns of service_rollup.
SELECT * FROM service_month_of('service_record')
