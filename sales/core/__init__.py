"""What every rule of the trade stands on: money, the clock, people, rights, errors."""
