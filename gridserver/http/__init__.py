"""Decode, ask an action, encode."""
