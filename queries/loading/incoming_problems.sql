-- One row per problem of the file, in the columns of rejected_row.
SELECT * FROM memory.main.incoming_problem
