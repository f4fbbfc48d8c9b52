"""The questions at 12:00, 16:00 and 18:00: whose rows, which answers, when one is done."""
