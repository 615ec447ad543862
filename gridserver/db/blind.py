"""Blind indexes: whether two sealed values are equal, without reading either."""

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping

import msgspec

from gridcore.ids import CommunityId


class BlindIndex:
    """Keyed hashes of values. The key's number leads each hash, so that a new key can be brought in."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self._keys = keys
        self._newest = max(keys)

    def mac(self, community: CommunityId, kind: str, field: str, value: str) -> bytes:
        """The hash to store for a value."""
        return self._mac(self._newest, community, kind, field, value)

    def macs(self, community: CommunityId, kind: str, field: str, value: str) -> list[bytes]:
        """The hashes to look for: under the newest key first, then under the older ones."""
        return [
            self._mac(number, community, kind, field, value) for number in sorted(self._keys, reverse=True)
        ]

    def _mac(self, number: int, community: CommunityId, kind: str, field: str, value: str) -> bytes:
        message = msgspec.json.encode([community, kind, field, _folded(value)])
        return number.to_bytes(2, "big") + hmac.digest(self._keys[number], message, hashlib.sha256)


def _folded(value: str) -> str:
    """Full-width digits and a lower-case x name the same document."""
    return "".join(unicodedata.normalize("NFKC", value).split()).upper()
