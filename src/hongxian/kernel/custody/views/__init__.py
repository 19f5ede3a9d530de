"""Pages of the ledger and of the outbox."""
