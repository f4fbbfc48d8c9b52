"""The door to the world: its tokens."""
