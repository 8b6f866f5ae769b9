"""Where a number comes from: formula, inputs, rows, versions, and the same computed again."""
