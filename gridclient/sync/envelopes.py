"""How a laptop seals what only one other may open (HPKE, RFC 9180)."""

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

ENVELOPES = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""The server declares the same: `gridserver/db/keys.py`."""
