"""The keys of an open store. They live as long as the process that holds them."""

from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16


class KeyPurpose(StrEnum):
    """What a derived key is for; each purpose has a key of its own."""

    BLOB = "blob"
    JOURNAL = "journal"
    BACKUP = "backup"
    AUDIT = "audit"


@dataclass(frozen=True, repr=False)
class Keys:
    """The database key with its salt, and what is derived from it. Its repr shows nothing."""

    database: bytes
    salt: bytes

    def derive(self, purpose: KeyPurpose) -> bytes:
        """The 32-byte key for one purpose."""
        info = f"gridclient {purpose} 1".encode()
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=self.salt, info=info).derive(self.database)

    def __repr__(self) -> str:
        return "Keys(…)"
