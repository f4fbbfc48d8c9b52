"""Telegram's marks, links, rich messages and keyboards, read as strictly as Telegram reads them."""
