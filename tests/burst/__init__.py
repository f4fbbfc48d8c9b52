"""Everybody writes at once."""
