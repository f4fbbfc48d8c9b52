"""Answers to a check-in, and the lead's summary."""
