"""How much a device that is trusted no more may leave behind: a year of work, but not a disk full of it."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, DeviceId
from gridserver.actions.arriving import Arriving, RequestError
from gridserver.db import parked, replicas

MOST_LEFT = 10_000
"""Edits of one device that wait at a time. What a supervisor decides makes room for what it still has."""
MOST_LEFT_BYTES = 50_000_000
MOST_REPLICAS = 64
"""Of one device; each restored or copied store is one."""


def that_fit(
    connection: Connection, community: CommunityId, device: DeviceId, edits: Sequence[Arriving]
) -> list[Arriving]:
    """The first of the edits, as far as there is room for whole groups; the laptop keeps the others."""
    count, size = parked.left_by(connection, community, device)
    taken: list[Arriving] = []
    for _, members in groupby(edits, key=lambda each: each.grp):
        group = list(members)
        count, size = count + len(group), size + sum(len(each.body) for each in group)
        if count > MOST_LEFT or size > MOST_LEFT_BYTES:
            break
        taken += group
    return taken


def refuse_too_many(connection: Connection, community: CommunityId, device: DeviceId) -> None:
    """Raises RequestError for a device that comes as ever new replicas."""
    if replicas.count_of(connection, community, device) > MOST_REPLICAS:
        raise RequestError("too_many_replicas")
