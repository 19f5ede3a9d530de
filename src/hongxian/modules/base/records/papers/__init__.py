"""Papers that can be drafted from records."""
