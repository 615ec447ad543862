"""Tests of the windows before the store is open."""
