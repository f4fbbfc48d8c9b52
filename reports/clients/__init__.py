"""A client's card, and whose clients are whose."""
