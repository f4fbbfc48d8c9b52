"""The bank's file: read, confirmed, and its questions answered."""
