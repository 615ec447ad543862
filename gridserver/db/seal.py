"""Sealing: in some scopes a row's values are one AEAD blob under a key that the database does not hold.

A blob is bound to its place (table, community, scope, record, number); in another row it does not open.
"""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gridcore.fields import ScopeKind
from gridcore.ids import CommunityId, ScopeId

SEALED_SCOPES = frozenset(
    {
        *(ScopeKind.IDENTITY, ScopeKind.CARE, ScopeKind.REVIEW),
        *(ScopeKind.CASE, ScopeKind.INTAKE, ScopeKind.RESTRICTED),
    }
)

_VERSION = 1
_NONCE_BYTES = 12
_HEADER_BYTES = 3


class SealError(Exception):
    """A blob that does not open: damaged, of another place, or sealed with a key that is not in the file."""


class Place(NamedTuple):
    """Where a blob belongs; it opens nowhere else. `key` is the record's id, or replica and n of an edit."""

    table: str
    community: CommunityId
    scope: ScopeId | None
    key: str
    seq: int


def is_sealed(scope: ScopeId) -> bool:
    """Whether the values of a scope's records are stored sealed."""
    return scope.partition("/")[0] in SEALED_SCOPES


class Sealer:
    """Seals with the newest key, opens with any."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self._keys = keys
        self._newest = max(keys)
        self._cipher = lru_cache(maxsize=1024)(self._make_cipher)

    def seal(self, plain: bytes, place: Place) -> bytes:
        """The blob: version, key number, nonce, ciphertext with tag."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        header = bytes([_VERSION]) + self._newest.to_bytes(2, "big")
        cipher = self._cipher(self._newest, place.community)
        return header + nonce + cipher.encrypt(nonce, plain, _bound(header, place))

    def open(self, blob: bytes, place: Place) -> bytes:
        """The plain bytes. Raises SealError unless the blob was sealed for this very place."""
        header, nonce = blob[:_HEADER_BYTES], blob[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
        number = int.from_bytes(header[1:], "big")
        if len(nonce) != _NONCE_BYTES or header[0] != _VERSION:
            raise SealError("not a sealed blob")
        if number not in self._keys:
            raise SealError(f"sealed with key {number}, which is not in the key file")
        try:
            cipher = self._cipher(number, place.community)
            return cipher.decrypt(nonce, blob[_HEADER_BYTES + _NONCE_BYTES :], _bound(header, place))
        except InvalidTag as error:
            raise SealError("a sealed blob was changed or moved") from error

    def _make_cipher(self, number: int, community: CommunityId) -> AESGCM:
        """A key for each community, so that no key seals more than its nonces allow."""
        derive = HKDF(SHA256(), length=32, salt=None, info=b"gridserver seal " + community.encode("utf-8"))
        return AESGCM(derive.derive(self._keys[number]))


def _bound(header: bytes, place: Place) -> bytes:
    return header + msgspec.json.encode(place)
