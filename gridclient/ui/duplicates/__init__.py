"""Who seems to be recorded twice: the list, one pair side by side, and a hint while one types."""
