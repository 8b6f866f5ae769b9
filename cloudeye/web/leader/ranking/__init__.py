"""The month's ranking: who is ahead, who moved, and why."""
