"""Pages of accounts, one file a matter."""
