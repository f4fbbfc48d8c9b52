"""The program: what carries updates in and messages out, its settings and its command line."""
