"""Expected payments, receipts, what happened to them, and taking it back."""
