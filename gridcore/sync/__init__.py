"""The protocol's decisions: what edits lead to on the server, and what a laptop shows."""
