"""A base of clients in a file: its heading, its rows, and what becomes of each of them."""
