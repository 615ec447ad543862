"""The desktop client: an encrypted copy of the worker's grid that works without a network."""
