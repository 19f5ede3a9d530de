"""Papers that can be drafted from pledges."""
