"""Quick notes."""
