"""The line to Telegram: polling, its clock, the lock of the one who polls."""
