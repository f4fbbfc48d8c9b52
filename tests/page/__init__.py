"""The chat page in a real browser, against the simulator as a separate process."""
