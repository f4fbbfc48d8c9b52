"""A file of clients on its way in: the dry run, its columns, its questions, and how far it is."""
