"""How people, terms, counts and roles are said."""
