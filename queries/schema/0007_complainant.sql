-- Who complained: read only through queries/records/, which masks by the viewer's role and blanks for the department concerned.

ALTER TABLE complaint ADD COLUMN complainant VARCHAR;
ALTER TABLE complaint ADD COLUMN phone VARCHAR;
ALTER TABLE complaint ADD COLUMN id_number VARCHAR;
ALTER TABLE complaint ADD COLUMN address VARCHAR;
