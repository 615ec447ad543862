"""The encrypted file, with the real SQLCipher on a real disk."""
