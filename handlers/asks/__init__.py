"""Tasks, help, discounts and notes: given, answered, told to both sides."""
