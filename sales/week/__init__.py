"""The week plan: items, draft, freeze, slips, result."""
