"""Papers that can be drafted from duties."""
