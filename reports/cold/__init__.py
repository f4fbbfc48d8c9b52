"""What a hunter and a lead see of the cold queue."""
