"""Counters as definitions over records, never typed figures."""
