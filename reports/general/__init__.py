"""The menu and the help."""
