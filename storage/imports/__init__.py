"""Bases of clients that came in files: judged, written row by row, and taken back."""
