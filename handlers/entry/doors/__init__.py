"""The doors by which words come in outside a form: text, edits, forwards, contacts, files."""
