"""An edit that was handed in and is sent again: only the server can open it."""

import msgspec

from gridcore.ids import CommunityId


class SealedEdit(msgspec.Struct, frozen=True):
    """Its body is sealed (HPKE) to the server's key and bound to `sealed_base`; empty where it is lost."""

    n: int
    hash: str
    body: bytes


def sealed_base(community: CommunityId, n: int, hashed: str) -> bytes:
    """What a sealed edit is bound to: its community, number and hash."""
    return f"gridclient sent 1|{community}|{n}|{hashed}".encode()
