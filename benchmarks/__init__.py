"""What the budgets of the design cost here and now, beside the raw limit on the same data and what pandas takes."""
