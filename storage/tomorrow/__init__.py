"""Tomorrow's plan."""
