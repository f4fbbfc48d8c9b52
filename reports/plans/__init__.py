"""Plans and norms as tables and cards."""
