"""Thin shells around one round of syncing: when, over what, and in which order."""
