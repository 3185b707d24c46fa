"""Sheets of the office come in: previewed, confirmed, undone for a day; failed rows go back as a sheet (rule 49)."""
