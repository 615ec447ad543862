"""Identifiers. Every id is text, so that JSON, SQLite and PostgreSQL keep it alike."""

import hashlib
import uuid
from typing import NewType

RecordId = NewType("RecordId", str)
CommunityId = NewType("CommunityId", str)
ScopeId = NewType("ScopeId", str)
ReplicaId = NewType("ReplicaId", str)
DeviceId = NewType("DeviceId", str)
UserId = NewType("UserId", str)
GroupId = NewType("GroupId", str)

_NAMESPACE = uuid.UUID("6f3b8a52-6c1e-5c0a-9a5e-2f0d7f4b1c11").bytes


def time_ordered_id(milliseconds: int, randomness: bytes) -> str:
    """A UUIDv7 (RFC 9562, 5.7) from Unix milliseconds and ten random bytes.

    Raises ValueError when the randomness is not ten bytes long.
    """
    if len(randomness) != 10:
        raise ValueError("a UUIDv7 takes ten random bytes")
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(randomness, "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=number))


def derived_id(*parts: str) -> RecordId:
    """The id that everybody derives from the same parts: two laptops that make it meet in one record."""
    # What uuid.uuid5 gives, without its objects: a roster derives four ids for each of its rows.
    named = hashlib.sha1(_NAMESPACE + "\x1f".join(parts).encode("utf-8"), usedforsecurity=False)
    number = bytearray(named.digest()[:16])
    number[6] = number[6] & 0x0F | 0x50
    number[8] = number[8] & 0x3F | 0x80
    return RecordId(uuid_text(number.hex()))


def uuid_text(digits: str) -> str:
    """A UUID as it is written, from its 32 hexadecimal digits."""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def conflict_id(record: RecordId, cell: str, base: int) -> RecordId:
    """The id of the one conflict that a cell can be in for a base."""
    return derived_id("conflict", record, cell, str(base))
