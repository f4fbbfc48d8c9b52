"""What Telegram remembers: people, chats, messages, files, updates."""
