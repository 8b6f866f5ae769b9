-- Effect: macro half_width(text): with half-width digits, letters X and separators, so that １３８－１２３４ reads 138-1234. Invisible signs are gone.
CREATE OR REPLACE MACRO half_width(text) AS regexp_replace(
    translate(text, '０１２３４５６７８９ＸｘＡＢＣＤＥＦＧＨＪＫＬＭＮＰＱＲＴＵＷＹ＋－—–‐‑‒−．·•・（）　' || chr(160) || chr(9), '0123456789XxABCDEFGHJKLMNPQRTUWY+' || repeat('-', 7) || '....()   '),
    '[\x{200b}-\x{200f}\x{2060}\x{feff}]', '', 'g')
