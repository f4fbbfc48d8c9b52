"""Tables, migrations, repositories: a transaction has them on two faces, of an actor and of the house itself."""
