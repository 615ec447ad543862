"""Papers on paper: as PDF, and on a printer."""
