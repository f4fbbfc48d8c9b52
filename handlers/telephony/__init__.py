"""Telephony: the hook of exchanges, and what is pressed of calls."""
