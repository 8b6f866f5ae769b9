-- Effect: macro entry(name, text): the cell of the column called name, trimmed, in the meaning the mapping gives it; the variable meaning_of: those meanings.
-- A variable is known while a query is planned: where the mapping gives no meanings, nothing is looked up.
SET VARIABLE meaning_of = (SELECT map(list("column" || ':' || text), list(meaning)) FROM mapped_value);
CREATE OR REPLACE TEMP MACRO entry(name, text) AS CASE
    WHEN getvariable('meaning_of') IS NULL THEN trimmed(text)
    ELSE coalesce(getvariable('meaning_of')[name || ':' || trimmed(text)], trimmed(text))
    END
