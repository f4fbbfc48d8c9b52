"""What is owed too long, and what became of it."""
