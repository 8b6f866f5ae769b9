-- Effect: types known_item, known_department, known_subdistrict: the texts that name one entry each, as numbers; finding a text among them is
-- quicker than a join, and leaves the lines of a file in their order.
-- A text with white space around it is left out: a cell is trimmed before it is looked for.
CREATE OR REPLACE TEMP TYPE known_item AS ENUM (SELECT name FROM known_name WHERE kind = 'item' AND name = trimmed(name) ORDER BY name);
CREATE OR REPLACE TEMP TYPE known_department AS ENUM (SELECT name FROM known_name WHERE kind = 'department' AND name = trimmed(name) ORDER BY name);
CREATE OR REPLACE TEMP TYPE known_subdistrict AS ENUM (SELECT name FROM known_name WHERE kind = 'subdistrict' AND name = trimmed(name) ORDER BY name)
