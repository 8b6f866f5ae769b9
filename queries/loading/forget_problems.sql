-- Effect: frees the memory of the problems that were shared.
DROP TABLE IF EXISTS memory.main.incoming_problem
