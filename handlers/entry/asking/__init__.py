"""The questions about a line, one step each."""
