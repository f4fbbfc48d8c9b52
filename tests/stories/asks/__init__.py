"""Tasks, help, discounts and notes: what people of the house ask of each other."""
