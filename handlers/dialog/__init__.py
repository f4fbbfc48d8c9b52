"""Dialogs as data: named steps over a typed draft, and one runner that knows Back, Cancel and stale screens."""
