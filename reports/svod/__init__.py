"""The summary report: text, picture, workbook."""
