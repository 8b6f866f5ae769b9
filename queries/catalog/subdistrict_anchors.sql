-- One row per sub-district: where it lies, how large it is, and how many enterprises it has.
SELECT subdistrict_id, name, zone_part, longitude, latitude, area_km2, enterprises FROM subdistrict ORDER BY position
