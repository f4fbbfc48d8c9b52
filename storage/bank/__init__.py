"""Statements of the bank: what was read of them, and what a person took of it."""
