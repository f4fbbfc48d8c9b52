"""What people look at: views that turn stored facts into text."""
