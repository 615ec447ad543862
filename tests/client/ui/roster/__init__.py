"""Tests of the roster page."""
