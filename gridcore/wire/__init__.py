"""What travels between laptop and server."""
