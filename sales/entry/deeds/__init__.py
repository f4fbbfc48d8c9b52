"""What a line does, and what stands in it by the way."""
