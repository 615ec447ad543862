"""What the server signs: receipts, so that a laptop may take its edits for safe, and the order to wipe."""

import msgspec

from gridcore.ids import CommunityId, ReplicaId


def receipt_base(replica: ReplicaId, community: CommunityId, n: int, chain: str) -> bytes:
    """The bytes under a receipt's Ed25519 signature: the replica's edits up to `n` with this chain are in."""
    return msgspec.json.encode(["receipt", replica, community, n, chain])


def wipe_base(replica: ReplicaId, community: CommunityId, n: int, chain: str, asked: str) -> bytes:
    """The bytes under an order to wipe: all edits up to `n` were taken, and this very request is answered.

    `asked` is the time in the request, so that an old order has no effect on a laptop that is trusted again.
    """
    return msgspec.json.encode(["wipe", replica, community, n, chain, asked])
