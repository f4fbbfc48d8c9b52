"""Deals: made in a line or a tap, moved, won and lost."""
