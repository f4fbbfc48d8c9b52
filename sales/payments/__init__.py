"""Expected payments, receipts, moves, and what is awaited on a day."""
