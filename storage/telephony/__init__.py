"""Telephony: calls of exchanges, as they are kept."""
