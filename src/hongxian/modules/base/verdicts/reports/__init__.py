"""Reports of compliance: one content for a place, a pack and a day, written as Word, PDF and Excel."""
