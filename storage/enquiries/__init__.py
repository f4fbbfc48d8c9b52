"""Enquiries of a site: kept, taken, answered."""
