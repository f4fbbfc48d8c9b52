"""Telephony: what an exchange says of a call, and what follows of it (spec/6)."""
