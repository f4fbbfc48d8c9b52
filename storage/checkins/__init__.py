"""Check-ins, the frozen day, and the duties of the clock."""
