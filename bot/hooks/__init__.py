"""Webhooks: told over HTTP."""
