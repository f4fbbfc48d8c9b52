"""A file that a person sends: what it is, is read from the file, not from its name or from what is open."""
