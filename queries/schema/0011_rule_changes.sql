-- Why a rule version was made, and by whom.
ALTER TABLE rule_version ADD COLUMN reason VARCHAR;
ALTER TABLE rule_version ADD COLUMN made_by VARCHAR;
