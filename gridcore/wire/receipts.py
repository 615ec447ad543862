"""The receipt: what the server signs so that a laptop may take its edits for safe."""

import msgspec

from gridcore.ids import CommunityId, ReplicaId


def receipt_base(replica: ReplicaId, community: CommunityId, n: int, chain: str) -> bytes:
    """The bytes under a receipt's Ed25519 signature: the replica's edits up to `n` with this chain are in."""
    return msgspec.json.encode(["receipt", replica, community, n, chain])
