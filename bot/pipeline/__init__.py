"""From an update to its effects and replies."""
