"""The cold queue: whom to ring next, when once more, and never again."""
