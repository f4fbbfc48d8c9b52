"""Conversations: an update comes in, replies go out. No SQL, no network, no formulas."""
