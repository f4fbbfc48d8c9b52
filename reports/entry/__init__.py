"""The lines that say what was understood."""
