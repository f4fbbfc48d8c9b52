"""A line understood: its head taken apart here, in drawers its figures, its stories, and several records in one."""
