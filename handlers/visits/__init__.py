"""Visits of a week: moved, added, and forgotten clients put on days."""
