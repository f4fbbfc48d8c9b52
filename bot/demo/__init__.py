"""The demo: a simulator, a department with a month and more behind it, and the bot, with one Ctrl-C to end them all."""
