"""Absences: asked for, answered, told."""
