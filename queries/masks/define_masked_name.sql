-- Effect: macro masked_name(name): 张**. Always two stars, so that nobody counts the characters.
CREATE OR REPLACE MACRO masked_name(name) AS left(nullif(trim(name), ''), 1) || '**'
