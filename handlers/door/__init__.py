"""The door to the world: what is asked at it, and what came in by it."""
