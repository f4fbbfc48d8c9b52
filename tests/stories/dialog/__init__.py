"""Forms: what may be typed, sent and pressed at their questions."""
