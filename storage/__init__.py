"""Tables, migrations, repositories. Every call takes the actor."""
