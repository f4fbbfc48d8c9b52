"""Visits of a week, of a day, one by one; forgotten clients by days; the workbook."""
