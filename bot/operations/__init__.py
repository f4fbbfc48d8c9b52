"""Health, watchdog, backups, chores, log: what keeps it running."""
