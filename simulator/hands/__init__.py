"""Phones in the hands of tests."""
