"""What changes it: the bot's methods, people's hands, trouble on demand."""
