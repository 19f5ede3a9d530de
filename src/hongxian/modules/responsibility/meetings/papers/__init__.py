"""Papers that can be drafted from meetings."""
