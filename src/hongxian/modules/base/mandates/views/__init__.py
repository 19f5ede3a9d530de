"""Pages of mandates, one file a noun."""
