"""What a grid does for everybody."""
