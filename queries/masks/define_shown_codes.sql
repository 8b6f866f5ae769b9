-- Effect: macro shown_codes(text): the codes that masked_codes() set apart, with their digits again.
CREATE OR REPLACE MACRO shown_codes(text) AS translate(text, private_digits(), '0123456789')
