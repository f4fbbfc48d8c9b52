"""Enquiries of a site: the card, and how soon they are answered."""
