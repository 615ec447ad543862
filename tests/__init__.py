"""Every promise the project makes, by name."""
