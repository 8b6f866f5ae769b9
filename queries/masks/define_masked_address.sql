-- Effect: macro masked_address(address): as far as the street office or, without one, the road; never a number of a house.
CREATE OR REPLACE MACRO masked_address(address) AS CASE WHEN trim(address) <> '' THEN
    coalesce(
        nullif(regexp_extract(trim(address), '^([^0-9０-９]*?(?:街道|镇|乡))', 1), ''),
        nullif(regexp_extract(trim(address), '^([^0-9０-９]*?(?:大道|路|街|巷))', 1), ''),
        '') || '***' END
