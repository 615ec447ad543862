"""Campaigns, and who stands in for whom."""
