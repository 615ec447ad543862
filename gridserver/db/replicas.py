"""Replicas: one database file on one device, and how far its edits are in."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, DeviceId, ReplicaId, UserId
from gridcore.sync.compaction import Reader
from gridcore.sync.edits import GENESIS
from gridserver.db import devices, statement

_SEEN_AGAIN_AFTER = timedelta(hours=1)
"""A poll that brings nothing writes only so often that it was there."""

_MOST_REPLICAS = 8
"""Of one device; older ones were restored or copied away."""

SERVER_DEVICE = DeviceId("server")
"""Where the server itself writes from; nothing else is enrolled under this id."""


class Acked(NamedTuple):
    """How many of a replica's edits are in, with their hash chain; both stay for ever."""

    n: int
    chain: str
    device_id: DeviceId
    last_seen: datetime
    safe_n: int = 0
    """So many are in a backup as well."""
    passed: int = 0
    """Up to this number it had read all of its scopes when it last said so."""
    is_return: bool = False
    """Whether another replica of the same device was here since."""


def lock(
    connection: Connection,
    community: CommunityId,
    replica: ReplicaId,
    *,
    device: DeviceId,
    user: UserId,
    now: datetime,
) -> Acked:
    """The replica's row, locked until the transaction ends; made at its first contact."""
    for _ in range(2):
        row = statement.row(
            connection,
            "SELECT n, chain, device_id, last_seen, safe_n, passed, EXISTS (SELECT 1 FROM acked AS other"
            " WHERE other.community_id = %s AND other.device_id = acked.device_id"
            " AND other.last_seen > acked.last_seen)"
            " FROM acked WHERE community_id = %s AND replica = %s FOR UPDATE",
            (community, community, replica),
        )
        if row is not None:
            return Acked(*row)
        statement.run(
            connection,
            "INSERT INTO acked (community_id, replica, n, chain, device_id, user_id, last_seen)"
            " VALUES (%s, %s, 0, %s, %s, %s, %s) ON CONFLICT (community_id, replica) DO NOTHING",
            (community, replica, GENESIS, device, user, now),
        )
    raise LookupError("a row that was just inserted is not there")


def advance(
    connection: Connection,
    community: CommunityId,
    replica: ReplicaId,
    n: int,
    chain: str,
    now: datetime,
    *,
    passed: int = 0,
) -> None:
    """The replica's edits up to `n` are in, and it has read up to `passed`."""
    statement.run(
        connection,
        "UPDATE acked SET n = %s, chain = %s, passed = %s, last_seen = %s"
        " WHERE community_id = %s AND replica = %s",
        (n, chain, passed, now, community, replica),
    )


def seen(
    connection: Connection,
    community: CommunityId,
    replica: ReplicaId,
    acked: Acked,
    now: datetime,
    *,
    passed: int = 0,
) -> None:
    """The replica was here and has read up to `passed`; noted now and then.

    Compaction waits for those who come, and for all they have not read when that was noted.
    """
    is_first = passed > 0 and acked.passed == 0
    if is_first or now - acked.last_seen > _SEEN_AGAIN_AFTER:
        advance(connection, community, replica, acked.n, acked.chain, now, passed=passed or acked.passed)


def readers(connection: Connection, community: CommunityId) -> list[Reader]:
    """How far every replica of a laptop has read, and when it was last here."""
    rows = statement.rows(
        connection,
        "SELECT passed, last_seen FROM acked WHERE community_id = %s AND device_id <> %s",
        (community, SERVER_DEVICE),
    )
    return [Reader(*row) for row in rows]


def of_device(
    connection: Connection, community: CommunityId, device: DeviceId
) -> list[tuple[ReplicaId, Acked]]:
    """The replicas of a device in a community, the one that was here last first."""
    rows = statement.rows(
        connection,
        "SELECT replica, n, chain, device_id, last_seen FROM acked"
        " WHERE community_id = %s AND device_id = %s ORDER BY last_seen DESC, replica LIMIT %s",
        (community, device, _MOST_REPLICAS),
    )
    return [(ReplicaId(replica), Acked(*acked)) for replica, *acked in rows]


def count_of(connection: Connection, community: CommunityId, device: DeviceId) -> int:
    """How many replicas a device has been in a community."""
    rows = statement.rows(
        connection,
        "SELECT count(*) FROM acked WHERE community_id = %s AND device_id = %s",
        (community, device),
    )
    return int(rows[0][0])


def replicas_of(connection: Connection, community: CommunityId, user: UserId) -> frozenset[ReplicaId]:
    """All replicas of a user in a community."""
    rows = statement.rows(
        connection, "SELECT replica FROM acked WHERE community_id = %s AND user_id = %s", (community, user)
    )
    return frozenset(ReplicaId(replica) for (replica,) in rows)


def names_of(
    connection: Connection, community: CommunityId, wanted: Collection[ReplicaId]
) -> dict[ReplicaId, tuple[str, str]]:
    """The user's and the device's name of these replicas, as far as they are known, in order."""
    rows = statement.rows(
        connection,
        "SELECT replica, device_id FROM acked WHERE community_id = %s AND replica = ANY(%s) ORDER BY replica",
        (community, statement.texts(wanted)),
    )
    named = devices.names_of(connection, sorted({DeviceId(device) for _, device in rows}))
    return {ReplicaId(each): named[DeviceId(device)] for each, device in rows if device in named}
