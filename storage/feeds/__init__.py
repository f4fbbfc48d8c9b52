"""Tables for a spreadsheet: what they are made of."""
