"""Cards of expected payments and receipts."""
