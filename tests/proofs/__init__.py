"""Proofs that a laptop keeps what it said it had saved: killed, without power, on a bad disk."""
