"""Tomorrow's plan, of a person and of a department."""
