"""The door to the world: HTTP."""
