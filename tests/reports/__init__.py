"""Views and formats."""
