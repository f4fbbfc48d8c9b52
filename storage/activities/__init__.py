"""Calls and meetings, planned and held, and their reminders."""
