"""Proofs that nothing saved is lost and nothing hidden told: killed, without power, on bad disks and lines."""
