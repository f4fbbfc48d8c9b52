"""Telephony: missed calls, calls without an outcome, said against real."""
