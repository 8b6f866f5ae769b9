"""Who may come in, who may see what, and who did what. Knows nothing of pages or HTTP."""
