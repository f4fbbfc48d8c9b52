"""What is owed too long: how old it is, when to remind of it, what a client's word is worth."""
