"""/cold: numbers one after another, and the lists that they come from."""
