"""This process among others on one PostgreSQL: whether it is alive, what it does, what it alone does."""
