"""Tests of the sync page."""
