"""Which processes work on this PostgreSQL, and which of them holds what only one may do."""
