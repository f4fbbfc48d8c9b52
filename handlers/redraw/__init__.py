"""Which messages show what a handler has changed."""
