"""Clients: their card, and handing them over."""
