"""Absences, and what happened meanwhile."""
