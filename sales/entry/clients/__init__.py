"""Whom a line is about: names in every form, contacts, what is likely the same."""
