-- Effect: draw(key, field): a number from 0 (included) to 1 (excluded) that depends on a mixed key and the field it is for.
CREATE OR REPLACE TEMP MACRO draw(key, field) AS
    CAST(mix((key + field::UBIGINT * 2654435769::UBIGINT) & 4294967295::UBIGINT) AS DOUBLE) / 4294967296.0
