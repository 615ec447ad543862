"""Official forms as pure functions: records in, a filled paper out. Their words are Chinese by law."""
