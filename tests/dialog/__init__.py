"""The dialogs themselves: every step of every dialog, whoever wrote it."""
