"""Papers that can be drafted from a hidden danger."""
