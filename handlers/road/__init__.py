"""Who is near, from a place that was sent; a meeting at that place."""
