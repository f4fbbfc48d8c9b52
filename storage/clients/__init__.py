"""Clients, their contacts, and whose they are."""
