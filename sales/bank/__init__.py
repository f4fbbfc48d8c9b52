"""The bank's file: read, sorted by our accounts, and matched with what was said and awaited (spec/5)."""
