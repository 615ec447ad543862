"""Histories in sight."""
