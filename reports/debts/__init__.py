"""Debts: by age, one by one, as a workbook, and letters to clients."""
