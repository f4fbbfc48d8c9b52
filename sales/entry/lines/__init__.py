"""A line understood, and a message of several records."""
