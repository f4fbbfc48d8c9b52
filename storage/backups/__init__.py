"""Copies of the database: made, checked, rotated, put back."""
