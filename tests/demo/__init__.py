"""The demo, as somebody meets it who has just cloned the repository."""
