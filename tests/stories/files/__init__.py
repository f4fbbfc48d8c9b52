"""Files that people send, each known by what is in it."""
