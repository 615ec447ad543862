"""Where this laptop stands with the server."""
