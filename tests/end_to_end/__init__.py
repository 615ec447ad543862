"""Whole paths: client, HTTP, server and both databases."""
