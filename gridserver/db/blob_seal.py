"""Seals attachments chunk by chunk, each blob under a random key of its own.

The key lies in the blob's row, sealed with the server's key file: neither the database nor the store alone
can be read, and a row that is deleted takes its content with it wherever copies of the object are.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gridcore.chunks import CHUNK, NONCE, SEALED_CHUNK, Span, bound, chunk_count, sealed_chunks
from gridserver.db.blobs import Named
from gridserver.db.seal import SealError

PIECE_OVERHEAD = SEALED_CHUNK - CHUNK
"""What sealing adds to a piece, as to a chunk."""
_KEY_BYTES = 32
_NAME_DIGITS = 40


def new_blob_key() -> bytes:
    """A key for one blob."""
    return secrets.token_bytes(_KEY_BYTES)


@dataclass(frozen=True)
class BlobCipher:
    """The key of one blob, and what the blob is: its chunks open as nothing else."""

    key: bytes = field(repr=False)
    named: Named
    size: int

    @property
    def name(self) -> str:
        """The object's name: an HMAC, which tells nothing and which no other upload has."""
        return self._named("blob")

    def piece_name(self, index: int) -> str:
        """The name of a piece of an upload that goes on."""
        return self._named(f"piece {index}")

    def seal(self, content: bytes) -> bytes:
        """All chunks of the blob."""
        cipher, parts = AESGCM(self.key), []
        for index in range(chunk_count(self.size)):
            nonce = secrets.token_bytes(NONCE)
            plain = content[index * CHUNK : (index + 1) * CHUNK]
            parts += [nonce, cipher.encrypt(nonce, plain, self._bound("chunk", index))]
        return b"".join(parts)

    def open(self, span: Span, sealed: bytes) -> bytes:
        """The plain bytes of a span. Raises SealError where a chunk was changed or moved."""
        cipher = AESGCM(self.key)
        try:
            plain = b"".join(
                cipher.decrypt(nonce, body, self._bound("chunk", index))
                for index, nonce, body in sealed_chunks(self.size, span, sealed)
            )
        except InvalidTag as error:
            raise SealError("a chunk of a blob was changed or moved") from error
        return plain[span.skip : span.skip + span.take]

    def seal_piece(self, index: int, content: bytes) -> bytes:
        """A piece of an upload, as it came."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, content, self._bound("piece", index))

    def open_piece(self, index: int, sealed: bytes) -> bytes:
        """A piece that was kept. Raises SealError where it was changed or moved."""
        try:
            return AESGCM(self.key).decrypt(sealed[:NONCE], sealed[NONCE:], self._bound("piece", index))
        except InvalidTag as error:
            raise SealError("a piece of a blob was changed or moved") from error

    def _bound(self, what: str, index: int) -> bytes:
        named = self.named
        return bound(what, named.community, named.scope, named.sha256, size=self.size, index=index)

    def _named(self, what: str) -> str:
        return hmac.new(self.key, what.encode(), hashlib.sha256).hexdigest()[:_NAME_DIGITS]
