"""Key populations, and the care of one person."""
