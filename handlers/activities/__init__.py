"""Calls, meetings, next steps, reminders, the day."""
