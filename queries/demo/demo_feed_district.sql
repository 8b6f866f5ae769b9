-- One row per demo district: its present moment and its seed; none in a real district.
SELECT as_of, seed FROM district WHERE is_demo AND as_of IS NOT NULL
