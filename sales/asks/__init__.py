"""What people of the house ask of each other: a task, help, a discount, a note."""
