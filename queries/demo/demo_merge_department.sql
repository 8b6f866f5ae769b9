-- Effect: the investment department is merged into its parent after this day; it keeps its past.
-- Parameters: $last_day (DATE)
UPDATE department SET valid_to = $last_day WHERE department_id = 'investment_promotion'
