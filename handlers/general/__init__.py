"""Start, menu, undo, hints, and what nobody else takes."""
