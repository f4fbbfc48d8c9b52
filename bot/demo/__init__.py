"""The demo: a simulator, a department with two weeks behind it, and the bot, with one Ctrl-C to end them all."""
