-- The rules of the hotspot page, for districts whose catalogue was loaded before there were any; a catalogue loaded later brings its own.
INSERT INTO scoring_rule
SELECT v.version, r.name, r.value, r.description
FROM (SELECT max(version) AS version FROM rule_version) AS v
CROSS JOIN (VALUES
    ('hotspot_window', 3, '热点研判每次合看的月数'),
    ('hotspot_level', 0.05, '热点多重比较的错误发现率上限'),
    ('hotspot_history', 12, '热点变化回看的月数'),
    ('hotspot_lasting', 6, '回看期内显著达到几个月为持续热点'),
    ('hotspot_fading', 3, '现已不显著、回看期内显著达到几个月为消退热点')) AS r (name, value, description)
WHERE v.version IS NOT NULL;
