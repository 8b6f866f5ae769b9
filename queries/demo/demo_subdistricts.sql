-- One row per sub-district with its anchor point (WGS-84) and size, in catalogue order.
SELECT subdistrict_id, department_id, name, longitude, latitude, area_km2, enterprises FROM subdistrict ORDER BY position, subdistrict_id
