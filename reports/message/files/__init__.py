"""Workbooks and pictures."""
