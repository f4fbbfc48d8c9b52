"""What is offered where somebody writes the bot's name: their clients, a text of theirs."""
