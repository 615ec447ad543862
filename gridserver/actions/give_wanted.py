"""Gives attachments in the answer to a bundle, to those who would get them over the network."""

import logging
from collections.abc import Sequence

from gridcore.attachments import is_sha256
from gridcore.ids import CommunityId
from gridcore.wire.carried import MOST_WANTED, CarriedFile, WantedFile
from gridserver.actions.keep_blobs import give_bytes
from gridserver.db.blob_store import MissingBlobError
from gridserver.db.blobs import Named
from gridserver.db.devices import Device
from gridserver.db.seal import SealError
from gridserver.installation import Installation

_log = logging.getLogger("gridserver")


def give_wanted(
    installation: Installation,
    device: Device,
    community: CommunityId,
    wanted: Sequence[WantedFile],
    *,
    most: int,
) -> list[CarriedFile]:
    """Each in its order, up to so many bytes; the others wait until they are asked for again.

    What the device may not read is answered like what does not exist: without bytes.
    """
    given: list[CarriedFile] = []
    if installation.blobs is None:
        return given
    for each in dict.fromkeys(wanted[:MOST_WANTED]):
        content = _content(installation, device, community, each)
        most -= len(content)
        if most < 0:
            break
        given.append(CarriedFile(each.scope, each.sha256, content))
    return given


def _content(installation: Installation, device: Device, community: CommunityId, asked: WantedFile) -> bytes:
    if not is_sha256(asked.sha256) or "\n" in asked.scope or "\x00" in asked.scope:
        return b""
    try:
        found = give_bytes(installation, device, Named(community, asked.scope, asked.sha256), 0, None)
    except (MissingBlobError, SealError) as error:  # one that is damaged delays no other
        _log.error("give_wanted: %s", type(error).__name__)
        return b""
    return found[0] if found is not None else b""
