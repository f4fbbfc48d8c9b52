"""Absences and who stands in."""
