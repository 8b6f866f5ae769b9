-- One row: how large the catalogue is.
SELECT
    (SELECT count(*) FROM domain) AS domains,
    (SELECT count(*) FROM indicator) AS indicators,
    (SELECT count(*) FROM point) AS points,
    (SELECT count(*) FROM reform_task WHERE list = 'city') AS city,
    (SELECT count(*) FROM reform_task WHERE list = 'district') AS district,
    (SELECT count(*) FROM reform_task WHERE list = 'fifteen_measures') AS fifteen_measures
