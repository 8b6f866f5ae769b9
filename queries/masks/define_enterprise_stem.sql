-- Effect: macro enterprise_stem(name): a name without its legal form, as people write it (云启瑞电子科技); null if too little is left to be a name.
CREATE OR REPLACE MACRO enterprise_stem(name) AS list_transform(
    [regexp_replace(trim(name), '(股份|集团)?(有限责任|有限)?(公司|合作社|经营部|工作室|事务所|中心|商行)$', '')],
    lambda stem: CASE WHEN length(stem) >= 4 THEN stem END)[1]
