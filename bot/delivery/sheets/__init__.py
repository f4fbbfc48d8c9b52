"""Workbooks and CSV files from people, read apart from the bot: what they hold must not end it."""
