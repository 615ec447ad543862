"""Who did what, in a chain of hashes for each community. Entries hold ids and field names, never values."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, DeviceId
from gridserver.db import statement
from gridserver.db.tables import audit, counter

_GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did; `actor` is a user's id, or `console` for the command line."""

    at: datetime
    actor: str
    action: str
    object: str
    device_id: DeviceId | None = None
    reason: str | None = None


def append(connection: Connection, community: CommunityId, *entries: Entry) -> None:
    """Add entries to a community's chain, in the transaction that does what they tell.

    It locks the community's counter, as the chain has one end; a push calls it after it drew its numbers.
    """
    if not entries:
        return
    connection.execute(sa.select(counter.c.seq).where(counter.c.community_id == community).with_for_update())
    last = connection.execute(
        sa.select(audit.c.n, audit.c.hash)
        .where(audit.c.community_id == community)
        .order_by(audit.c.n.desc())
        .limit(1)
    ).first()
    n, chain = (last.n, last.hash) if last else (0, _GENESIS)
    rows = []
    for entry in entries:
        n, previous = n + 1, chain
        chain = _hash(previous, community, n, entry)
        rows.append(_row(community, n, entry) | {"prev_hash": previous, "hash": chain})
    connection.execute(sa.insert(audit).returning(audit.c.n), rows)


def first_broken(connection: Connection, community: CommunityId) -> int | None:
    """The number of the first entry that was changed, moved or taken away; None for a chain that holds."""
    chain, expected = _GENESIS, 1
    with connection.execute(
        sa.select(audit).where(audit.c.community_id == community).order_by(audit.c.n),
        execution_options={"yield_per": 1_000},
    ) as rows:
        for row in rows:
            entry = Entry(row.at, row.actor, row.action, row.object, row.device_id, row.reason)
            computed = _hash(chain, community, expected, entry)
            if (row.n, row.prev_hash, row.hash) != (expected, chain, computed):
                return expected
            chain, expected = computed, expected + 1
    return None


def copies_since(
    connection: Connection, community: CommunityId, since: datetime, most: int
) -> list[tuple[datetime, str, DeviceId]]:
    """When it was noticed that a laptop's store was copied or put back, whose and which; newest first."""
    rows = statement.rows(
        connection,
        "SELECT at, actor, device_id FROM audit WHERE community_id = %s AND action = 'fork' AND at > %s"
        " ORDER BY n DESC LIMIT %s",
        (community, since, most),
    )
    return [(at, actor, DeviceId(device_id)) for at, actor, device_id in rows]


def returns_of(
    connection: Connection, community: CommunityId, device: DeviceId, since: datetime
) -> dict[str, int]:
    """How often each replica of a device came back after another one, since it was last admitted again."""
    rows = statement.rows(
        connection,
        "SELECT object, count(*) FROM audit WHERE community_id = %(community)s AND device_id = %(device)s"
        " AND action = 'return' AND at > greatest(%(since)s, (SELECT max(at) FROM audit"
        " WHERE community_id = %(community)s AND device_id = %(device)s AND action = 'admit-device'))"
        " GROUP BY object",
        {"community": community, "device": device, "since": since},
    )
    return dict(rows)


def _row(community: CommunityId, n: int, entry: Entry) -> dict[str, object]:
    return {
        "community_id": community,
        "n": n,
        "at": entry.at,
        "actor": entry.actor,
        "device_id": entry.device_id,
        "action": entry.action,
        "object": entry.object,
        "reason": entry.reason,
    }


def _hash(previous: str, community: CommunityId, n: int, entry: Entry) -> str:
    content = _row(community, n, entry) | {"at": entry.at.timestamp(), "prev_hash": previous}
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()
