"""A demo community and the day that is played on it."""
