"""Visits: the form, and the list of what one recorded."""
