"""From the outbox to Telegram, and files on their way in."""
