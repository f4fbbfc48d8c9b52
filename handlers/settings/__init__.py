"""A department, its hours and calendar, backups."""
