"""What could not be applied, kept for its author and the supervisor; the values are always sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, DeviceId, RecordId, ReplicaId, ScopeId
from gridcore.sync.left_behind import NOT_TRUSTED
from gridserver.db import bulk, statement
from gridserver.db.seal import Place, Sealer

_COLUMNS = (
    *("community_id", "replica", "n", "record", "scope", "author", "reason", "sealed", "state", "received"),
)


@dataclass(frozen=True)
class Parked:
    """One edit that was not applied; `body` is its JSON as it arrived."""

    n: int
    record: RecordId
    scope: ScopeId | None
    reason: str
    body: bytes


def write(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    replica: ReplicaId,
    parked: Sequence[Parked],
    *,
    author: str,
    now: datetime,
) -> None:
    """Keep edits of one replica."""
    rows = []
    for each in parked:
        sealed = sealer.seal(each.body, _place(community, each.scope, replica, each.n))
        head = (community, replica, each.n, each.record, each.scope, author, each.reason)
        rows.append((*head, sealed, "waiting", now))
    bulk.insert(connection, "parked", _COLUMNS, rows)


def read(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    replica: ReplicaId,
    numbers: Sequence[int] | None = None,
) -> list[Parked]:
    """What is kept of a replica's edits, of these numbers or all, by number."""
    rows = connection.exec_driver_sql(
        "SELECT n, record, scope, reason, sealed FROM parked WHERE community_id = %s AND replica = %s"
        " AND (%s::bigint[] IS NULL OR n = ANY(%s::bigint[])) ORDER BY n",
        (community, replica, None if numbers is None else list(numbers), list(numbers or ())),
    )
    return [
        Parked(
            n=row.n,
            record=RecordId(row.record),
            scope=row.scope,
            reason=row.reason,
            body=sealer.open(bytes(row.sealed), _place(community, row.scope, replica, row.n)),
        )
        for row in rows
    ]


def left_by(connection: Connection, community: CommunityId, device: DeviceId) -> tuple[int, int]:
    """How many edits wait that a device sent while it was not trusted, and how large they are."""
    rows = statement.rows(
        connection,
        "SELECT count(*), coalesce(sum(octet_length(sealed)), 0) FROM parked WHERE community_id = %s"
        " AND state = 'waiting' AND reason = %s"
        " AND replica IN (SELECT replica FROM acked WHERE community_id = %s AND device_id = %s)",
        (community, NOT_TRUSTED.extra, community, device),
    )
    count, size = rows[0]
    return count, int(size)


def answer(
    connection: Connection, community: CommunityId, replica: ReplicaId, numbers: Sequence[int], state: str
) -> None:
    """A supervisor admitted or dismissed them; the values stay."""
    statement.run(
        connection,
        "UPDATE parked SET state = %s WHERE community_id = %s AND replica = %s AND n = ANY(%s)",
        (state, community, replica, list(numbers)),
    )


def forget(connection: Connection, community: CommunityId, records: Sequence[RecordId]) -> None:
    """Keep nothing of what was not applied to these records."""
    connection.exec_driver_sql(
        "DELETE FROM parked WHERE community_id = %s AND record = ANY(%s)", (community, list(records))
    )


def _place(community: CommunityId, scope: ScopeId | None, replica: ReplicaId, n: int) -> Place:
    return Place("parked", community, scope, f"{replica}:{n}", 0)
