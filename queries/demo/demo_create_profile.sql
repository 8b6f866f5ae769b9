-- Effect: the table of this connection that holds one row per service item and month: how its records are distributed.
CREATE OR REPLACE TEMP TABLE demo_profile (
    item_id VARCHAR, item_number INTEGER, department_id VARCHAR, month DATE, limit_days DOUBLE, records BIGINT, open_records BIGINT, first_row BIGINT,
    late BIGINT, mean_minutes DOUBLE, is_calendar BOOLEAN, is_limited BOOLEAN, same_day DOUBLE, online DOUBLE, returned DOUBLE, compliant DOUBLE,
    visits DOUBLE, good DOUBLE, quantity DOUBLE, is_whole BOOLEAN)
