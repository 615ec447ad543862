"""Review: what was handed in, side by side with what stood before."""
