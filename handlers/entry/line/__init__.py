"""A line on its way from what was understood to what is recorded."""
