"""The window around the pages: navigation, sync indicator, problem bar, command palette."""
