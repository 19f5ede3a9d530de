"""Papers that can be drafted from a supervision order."""
