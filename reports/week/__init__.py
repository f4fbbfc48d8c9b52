"""The week plan: to confirm, as a table, its result."""
