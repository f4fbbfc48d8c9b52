"""Deals: their card, their list, what they come to."""
