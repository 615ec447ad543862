"""Tests of what locks at once, one file for each platform."""
