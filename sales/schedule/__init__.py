"""What the clock sends, and at which hours."""
