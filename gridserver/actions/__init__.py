"""What a caller can do."""
