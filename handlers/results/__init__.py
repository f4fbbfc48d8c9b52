"""Statistics, month close, bonus."""
