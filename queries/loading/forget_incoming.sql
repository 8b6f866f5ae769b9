-- Effect: frees the memory of the rows that were shared.
DROP TABLE IF EXISTS memory.main.incoming
