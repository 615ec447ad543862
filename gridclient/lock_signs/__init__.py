"""What must lock at once: sleep, a shut lid, a locked screen, another user's turn."""
