"""Cards of calls and meetings, the day, the morning, reminders."""
