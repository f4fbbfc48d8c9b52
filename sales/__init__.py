"""The rules of the trade: calendar, payments, check-ins, one-line entry. Pure Python, no framework."""
