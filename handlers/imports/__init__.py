"""Files of clients: brought, looked at, changed by taps, loaded."""
