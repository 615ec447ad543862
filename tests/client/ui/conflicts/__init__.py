"""Tests of the page of conflicts."""
