"""The figures of the project, one command each, every one beside its floor."""
