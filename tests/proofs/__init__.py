"""Proofs that nothing saved is lost and nothing hidden is told: killed, without power, on a bad line."""
