"""API v1: what a program reads and writes."""
