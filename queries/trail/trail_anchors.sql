-- One row per end of the trail that was noted.
SELECT number, hash FROM trail_anchor
