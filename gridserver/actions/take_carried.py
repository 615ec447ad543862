"""Takes the attachments of a bundle in, as if they had come over the network in one piece each."""

from collections.abc import Sequence

from gridcore.attachments import is_sha256
from gridcore.ids import CommunityId
from gridcore.wire.carried import CarriedFile, TakenFile
from gridserver.actions.keep_blobs import (
    NotTaken,
    OutOfPlace,
    OverQuota,
    Progress,
    TooLarge,
    progress_of,
    take_piece,
)
from gridserver.db.blobs import Named
from gridserver.db.devices import Device
from gridserver.installation import Installation

_TRIES = 2
"""What came over the network before is gone on with; where that was spoilt it begins anew."""


def take_carried(
    installation: Installation, device: Device, community: CommunityId, files: Sequence[CarriedFile]
) -> list[TakenFile]:
    """What became of each, in their order. One that is not taken delays no other."""
    if installation.blobs is None:
        return []
    return [_take(installation, device, community, each) for each in files]


def _take(installation: Installation, device: Device, community: CommunityId, file: CarriedFile) -> TakenFile:
    scope, sha256, size = file.scope, file.sha256, len(file.content)
    if not is_sha256(sha256) or "\n" in scope or "\x00" in scope or not size:
        return TakenFile(scope, sha256, size, trouble="refused")
    named = Named(community, scope, sha256)
    begun = progress_of(installation, device, named)
    offset = begun.have if begun is not None else 0
    if begun is not None and offset == begun.size:
        return TakenFile(scope, sha256, size, size)
    for _ in range(_TRIES):
        match take_piece(installation, device, named, offset, size, file.content[offset:]):
            case Progress(have=have):
                return TakenFile(scope, sha256, size, have)
            case OutOfPlace(have=have) if have != offset:
                offset = have
            case NotTaken() if offset:
                offset = 0
            case TooLarge():
                return TakenFile(scope, sha256, size, trouble="too_large")
            case OverQuota():
                return TakenFile(scope, sha256, size, trouble="full")
            case None:
                return TakenFile(scope, sha256, size, trouble="not_here")
            case _:
                break
    return TakenFile(scope, sha256, size, trouble="refused")
