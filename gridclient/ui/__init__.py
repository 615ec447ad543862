"""Windows: they read widgets, await an action and show the result."""
