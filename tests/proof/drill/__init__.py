"""An operator's year, step by step, with real processes."""
