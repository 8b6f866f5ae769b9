-- Effect: the demo's present moment moves on, never back.
-- Parameters: $now (TIMESTAMP)
UPDATE district SET as_of = greatest(as_of, $now) WHERE is_demo
