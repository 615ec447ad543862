"""Conflicts: what met, side by side, and the decision."""
