"""Departments, their calendar and their schedule."""
