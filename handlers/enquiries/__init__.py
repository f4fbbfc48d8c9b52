"""Enquiries of a site: heard, and what is pressed below one."""
