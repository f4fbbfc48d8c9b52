"""What a message is made of: text, buttons, keys, formats, tables, workbooks, languages."""
