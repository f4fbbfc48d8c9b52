"""Groups: the bot is taken in and put out, what is said there, and the switches of what is posted."""
