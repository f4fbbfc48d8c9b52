"""Plans and norms: by a tap, a line, a file."""
