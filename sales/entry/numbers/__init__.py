"""Sums, chances and numbers in words."""
