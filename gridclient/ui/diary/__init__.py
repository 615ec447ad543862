"""Diaries (民情日记): a worker's day told from the records, and the page on which it is read."""
