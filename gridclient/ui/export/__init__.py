"""Exporting a list: the dialog, what waits for a second person, and the log."""
