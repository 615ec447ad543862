"""The encrypted file, its keys, its threads, its search."""
