"""Tables for a spreadsheet: asked by their link."""
