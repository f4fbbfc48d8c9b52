"""What stands around the bot: deeds in JSON, a script, the clock."""
