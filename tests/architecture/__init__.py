"""Promises about the tree itself: arrows, sizes, names, pins and documents."""
