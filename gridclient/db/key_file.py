"""The bytes of the key file: an authenticated header and the slots that wrap the database key.

Layout: magic ‖ header length ‖ header ‖ slots length ‖ slots ‖ SHA-256 of all before it. The checksum tells a
half-written file from a wrong passphrase; against an attacker the header is bound to slot U as its AAD.
"""

import hashlib
from typing import Literal

import msgspec

from gridclient.db.kdf import KdfParams, within_limits
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode

MAGIC = b"GRIDKEY1"
SUITE = 1
"""Argon2id, HKDF-SHA-256, AES-256-GCM. Another suite gets another number and the same layout."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be known before a passphrase can be tried; nobody can change it without being noticed."""

    suite: int
    generation: int
    """Raised by each change of the passphrase: of two whole copies the higher one is the newer."""
    kdf: KdfParams
    salt: bytes
    keystore: bool
    """Whether a secret of the operating system's key store is an ingredient as well."""
    discardable: bytes
    """SHA-256 of the discardable file, so that its loss is not taken for a wrong passphrase."""


class Slots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wrapped keys: U by the user's passphrase, R by the organisation; and the place of the lease."""

    user_nonce: bytes
    user: bytes
    recovery: bytes | None = None
    lease: bytes | None = None


class KeyFile(msgspec.Struct, frozen=True):
    """One whole copy, read and as it stands in the file; `bound` are the bytes of its header."""

    header: Header
    slots: Slots
    bound: bytes
    content: bytes


Unreadable = Literal[ProblemCode.KEY_FILE_DAMAGED, ProblemCode.KEY_FILE_NEWER]


def bound_bytes(header: Header) -> bytes:
    """Magic and header as they stand in the file, to be bound to slot U."""
    body = msgspec.json.encode(header)
    return MAGIC + len(body).to_bytes(4, "big") + body


def encode(header: Header, slots: Slots) -> KeyFile:
    """A copy of the key file, ready to be written."""
    bound = bound_bytes(header)
    body = msgspec.json.encode(slots)
    whole = bound + len(body).to_bytes(4, "big") + body
    return KeyFile(header, slots, bound, whole + hashlib.sha256(whole).digest())


def decode(content: bytes) -> KeyFile | Unreadable:
    """Read one copy, or say why not: not whole, or written by a later version.

    A derivation cheaper than the floor or dearer than the ceiling counts as damage: it is never tried.
    """
    whole, checksum = content[:-32], content[-32:]
    if hashlib.sha256(whole).digest() != checksum or not whole.startswith(MAGIC):
        return ProblemCode.KEY_FILE_DAMAGED
    start = len(MAGIC)
    header_end = start + 4 + int.from_bytes(whole[start : start + 4], "big")
    slots_end = header_end + 4 + int.from_bytes(whole[header_end : header_end + 4], "big")
    if slots_end != len(whole):
        return ProblemCode.KEY_FILE_DAMAGED
    body = whole[start + 4 : header_end]
    try:
        if msgspec.json.decode(body, type=_Suite).suite != SUITE:
            return ProblemCode.KEY_FILE_NEWER
        header = msgspec.json.decode(body, type=Header)
        slots = msgspec.json.decode(whole[header_end + 4 :], type=Slots)
    except JSON_FAULTS:
        return ProblemCode.KEY_FILE_DAMAGED
    if not within_limits(header.kdf):
        return ProblemCode.KEY_FILE_DAMAGED
    return KeyFile(header, slots, whole[:header_end], content)


class _Suite(msgspec.Struct):
    suite: int
