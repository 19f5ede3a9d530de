"""Papers that can be drafted from verdicts, and from what a body or person owed."""
