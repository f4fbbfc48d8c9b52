"""Visits of a week: who has not been seen for long, and which day has room for them."""
