"""Expected payments and receipts."""
