"""Plans of months, norms, and the facts that they are held against."""
