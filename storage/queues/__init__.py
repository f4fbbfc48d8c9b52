"""What comes in, what goes out, and open dialogs."""
