"""Tables for a spreadsheet: CSV."""
