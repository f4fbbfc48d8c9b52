"""Settings of a department, its calendar, backups."""
