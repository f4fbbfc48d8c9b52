"""What people of the house ask of each other."""
