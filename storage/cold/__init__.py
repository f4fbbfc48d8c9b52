"""Cold lists, the queue made of them, and who is never rung again."""
