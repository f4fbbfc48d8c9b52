"""The door to the world: what is connected."""
