"""Tests of the client's rounds and its transport."""
