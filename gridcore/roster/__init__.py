"""Rosters: what offices keep in spreadsheets, read into records."""
