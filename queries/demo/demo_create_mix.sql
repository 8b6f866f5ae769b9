-- Effect: a scrambler of 32-bit numbers for this connection (the finaliser of MurmurHash3, whole numbers only),
-- so that the demo comes out the same on every machine and version.
CREATE OR REPLACE TEMP MACRO mix(h) AS xor(
    ((xor(((xor(h, h >> 16)) * 2246822507::UBIGINT) & 4294967295::UBIGINT, (((xor(h, h >> 16)) * 2246822507::UBIGINT) & 4294967295::UBIGINT) >> 13))
        * 3266489909::UBIGINT) & 4294967295::UBIGINT,
    (((xor(((xor(h, h >> 16)) * 2246822507::UBIGINT) & 4294967295::UBIGINT, (((xor(h, h >> 16)) * 2246822507::UBIGINT) & 4294967295::UBIGINT) >> 13))
        * 3266489909::UBIGINT) & 4294967295::UBIGINT) >> 16)
