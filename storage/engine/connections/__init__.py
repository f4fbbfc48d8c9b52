"""How a database is reached: its address, what it refuses, how long it is insisted; savepoints, what is compiled."""
