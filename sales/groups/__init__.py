"""A department's summary in a chat of several people."""
