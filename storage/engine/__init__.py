"""How a database is reached: pools, sessions, types, migrations, scope of an actor, ripples of a change."""
