"""A typed line, a forward, a photo, a contact: understood, asked about, saved."""
