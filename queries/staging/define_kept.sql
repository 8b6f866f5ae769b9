-- Effect: macro kept(absent, name, stored): what the district has, if name is among the absent columns of the file; else null.
CREATE OR REPLACE TEMP MACRO kept(absent, name, stored) AS CASE WHEN list_contains(CAST(absent AS VARCHAR[]), name) THEN stored END
