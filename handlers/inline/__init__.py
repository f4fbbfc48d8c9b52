"""Our name written in any chat: clients in the bot's own, requisites and prepared texts elsewhere (spec/7)."""
