"""The windows, offscreen."""
