"""Facilities and service points."""
