"""Questions that several dialogs ask: a client, a day, a time, a sum, an outcome, a reason, a comment."""
