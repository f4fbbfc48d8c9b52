"""Tomorrow's plan and its reconciliation with the week's."""
