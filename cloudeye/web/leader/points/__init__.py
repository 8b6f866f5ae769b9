"""What is measured: domains, indicators and monitoring points, with what stands behind them."""
