"""Importing a roster: preview, then the import."""
