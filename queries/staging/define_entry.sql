-- Effect: macro entry(name, text): the cell of the column called name, trimmed, in the meaning the mapping gives it.
CREATE OR REPLACE TEMP MACRO entry(name, text) AS
    coalesce((SELECT map(list(v.text), list(v.meaning)) FROM mapped_value AS v WHERE v."column" = name)[trimmed(text)], trimmed(text))
