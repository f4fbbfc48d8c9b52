"""What is found where somebody writes the bot's name."""
