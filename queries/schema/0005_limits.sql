-- How long things may take, and the kinds of letter. unit: 小时, 日 or 工作日; the last two end with the last second of their day.

-- One row per limit: entity and name say what is limited, kind for which of them.
CREATE TABLE deadline (
    entity VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, value INTEGER NOT NULL, unit VARCHAR NOT NULL,
    description VARCHAR, position INTEGER NOT NULL);

-- One row per kind of letter: number_word opens its number (文号), reply_days and reply_unit are its time to reply.
CREATE TABLE letter_kind (
    kind VARCHAR NOT NULL, short_name VARCHAR NOT NULL, number_word VARCHAR NOT NULL, reply_days INTEGER NOT NULL,
    reply_unit VARCHAR NOT NULL, position INTEGER NOT NULL);
