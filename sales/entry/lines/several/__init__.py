"""Several records in one message: where it is cut, and what each part takes over from the others."""
