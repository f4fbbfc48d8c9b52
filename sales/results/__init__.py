"""What became of it: forecast, accuracy, month close, bonus."""
