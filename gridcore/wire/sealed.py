"""An edit that was handed in and is sent again: only the server can open it."""

import hashlib
import struct

import msgspec

from gridcore.ids import CommunityId

_MARK = b"GRS1"
_FORMER = struct.Struct(">Q32s")


class SealedEdit(msgspec.Struct, frozen=True):
    """Its body is sealed (HPKE) to the server's key and bound to `sealed_base`; empty where it is lost.

    A body that is sent under another number than it was sealed for is `carried` there.
    """

    n: int
    hash: str
    body: bytes


def sealed_base(community: CommunityId, n: int, hashed: str) -> bytes:
    """What a sealed edit is bound to: its community, number and hash."""
    return f"gridclient sent 1|{community}|{n}|{hashed}".encode()


def carried(sealed: SealedEdit, n: int) -> SealedEdit:
    """A sealed edit under another number, as a laptop that cannot open it says it as another replica."""
    inner = former(sealed) or sealed
    packed = _MARK + _FORMER.pack(inner.n, bytes.fromhex(inner.hash)) + inner.body
    return SealedEdit(n, _carried_hash(n, inner.hash), packed)


def former(sealed: SealedEdit) -> SealedEdit | None:
    """The edit as it was sealed; None where it is sent under the number that it was sealed for."""
    start = len(_MARK) + _FORMER.size
    if not sealed.body.startswith(_MARK) or len(sealed.body) < start:
        return None
    n, hashed = _FORMER.unpack(sealed.body[len(_MARK) : start])
    if _carried_hash(sealed.n, hashed.hex()) != sealed.hash:
        return None
    return SealedEdit(n, hashed.hex(), sealed.body[start:])


def _carried_hash(n: int, hashed: str) -> str:
    return hashlib.sha256(f"gridclient carried 1|{n}|{hashed}".encode()).hexdigest()
