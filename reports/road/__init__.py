"""Where a meeting was, who is near, and in what order to go round."""
