-- Effect: macro masked_numbers(text): with the telephone, identity and card numbers inside it masked, however they are spaced. What holds none stays as it is.
-- A run is taken out whole, so that no neighbour hides where a number begins or ends. A lambda over a list of one names a value: a macro would
-- write it out, and compile its patterns, at every mention.
CREATE OR REPLACE MACRO masked_numbers(text) AS array_to_string(list_transform(
    regexp_extract_all(text, '[+＋]?[0-9０-９](?:[ \t\x{a0}\x{3000}\x{200b}-\x{200f}\x{2060}\x{feff}－—–‐‑‒−．·•・（）.()~-]{0,3}[0-9０-９])*|[^0-9０-９+＋]+|[+＋]'),
    lambda piece: CASE
        WHEN length(piece) < 7 OR NOT regexp_matches(piece, '^[+＋]?[0-9０-９]') THEN piece
        ELSE list_transform([masked_digits(half_width(piece))], lambda masked: CASE WHEN contains(masked, '*') THEN masked ELSE piece END)[1]
        END), '')
