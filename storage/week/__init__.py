"""The week plan and what was promised by it."""
