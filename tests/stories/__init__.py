"""Stories of a department, told by its people."""
