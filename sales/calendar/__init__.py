"""Which days are worked, by whom, and the hours of a day: workdays, slots, quiet hours."""
