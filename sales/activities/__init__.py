"""Calls, meetings, their outcomes, and the reminders of what was planned."""
