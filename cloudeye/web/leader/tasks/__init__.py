"""The reform tasks against their plan."""
