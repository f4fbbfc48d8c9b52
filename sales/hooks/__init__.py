"""Webhooks: what happened here is told to programs elsewhere."""
