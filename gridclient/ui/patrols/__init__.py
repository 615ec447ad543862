"""Patrols of a grid: what is planned, the walk that is being made, and the log of those before."""
