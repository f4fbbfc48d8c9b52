"""Clients that come in files."""
