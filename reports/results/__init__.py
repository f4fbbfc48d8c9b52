"""Statistics, forecast, accuracy, month close, bonus."""
