"""The door to the world: who may come in by it, and how fast."""
