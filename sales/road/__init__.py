"""Where clients are: distances, the place where one is usually met, who is near, and in what order to go round."""
