"""Visits of a week, and clients whom nobody has seen for long."""
