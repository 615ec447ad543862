"""The people-and-house chart."""
