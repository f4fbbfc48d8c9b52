"""What people of the house ask of each other: a list, a card for both sides, lines in other people's screens."""
