"""The way of an update, killed at every point of it."""
