"""Webhooks: what waits to be told."""
