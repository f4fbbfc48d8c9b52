"""The bank's file confirms what was said."""
