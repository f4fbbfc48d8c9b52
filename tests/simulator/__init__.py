"""Telegram on this machine, held to Telegram's own words."""
