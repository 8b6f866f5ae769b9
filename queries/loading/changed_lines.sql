-- One row: how many lines change a row of the district.
SELECT count(*) AS lines FROM row_outcome WHERE outcome = 'changed'
