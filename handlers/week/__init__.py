"""The week plan."""
