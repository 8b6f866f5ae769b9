-- Effect: macro private_digits(): ten signs that no text has, one for each digit.
CREATE OR REPLACE MACRO private_digits() AS
    chr(57392) || chr(57393) || chr(57394) || chr(57395) || chr(57396) || chr(57397) || chr(57398) || chr(57399) || chr(57400) || chr(57401)
