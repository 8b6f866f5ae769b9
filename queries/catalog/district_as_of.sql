-- One row per district in the file (one, or none before it is named): the moment its figures speak of, null for the clock.
SELECT as_of FROM district
