-- Effect: macro masked_enterprise(name): 云***公司. What kind of enterprise it is stays, which one does not.
CREATE OR REPLACE MACRO masked_enterprise(name) AS
    left(nullif(trim(name), ''), 1) || '***' || regexp_extract(name, '(公司|合作社|经营部|工作室|事务所|中心|商行|厂|店|部|院|场)$')
