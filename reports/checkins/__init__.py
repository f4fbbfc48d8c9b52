"""The manager's check-in and the lead's living summary."""
