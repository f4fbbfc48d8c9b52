"""How a database is reached: doors, sessions, types, migrations, scope of an actor, ripples of a change."""
