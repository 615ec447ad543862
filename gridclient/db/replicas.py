"""This database file towards the server: which replica of which device and user it is, and its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Connection

from gridclient.db.carried_over import Told, carry_over, take_lost
from gridclient.db.journal import Line, noted
from gridclient.db.numbering import numberings, reset
from gridclient.db.pending import Placed, append, lines_waiting
from gridcore.ids import CommunityId, DeviceId, ReplicaId, UserId
from gridcore.sync.edits import decode_edit

_NOTHING_TOLD: Mapping[CommunityId, Told] = MappingProxyType({})
_FORMER = 1 << 40
"""So far below zero lie the numbers of a former replica's edits, of the one before it twice as far."""


@dataclass(frozen=True)
class Replica:
    """The replica that this store is now; `epoch` is empty until the server was asked for the first time."""

    id: ReplicaId
    epoch: str
    device: DeviceId
    user: UserId
    signing_key: bytes = field(repr=False)


def current_replica(connection: Connection) -> Replica | None:
    """The replica, or None for a store that is not enrolled."""
    row = connection.exec_driver_sql(
        "SELECT id, epoch, device, user, signing_key FROM replica WHERE current = 1"
    ).one_or_none()
    if row is None:
        return None
    return Replica(
        ReplicaId(row.id), row.epoch or "", DeviceId(row.device), UserId(row.user), row.signing_key
    )


def add_replica(connection: Connection, replica: Replica, made_at: str) -> None:
    """Begin as a replica; one that there was before is followed by it."""
    before = current_replica(connection)
    connection.exec_driver_sql("UPDATE replica SET current = 0")
    connection.exec_driver_sql(
        "INSERT INTO replica (id, epoch, device, user, signing_key, made_at, follows, current)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        (
            *(replica.id, replica.epoch, replica.device, replica.user, replica.signing_key, made_at),
            before.id if before is not None else None,
        ),
    )


def note_epoch(connection: Connection, epoch: str) -> None:
    """Remember the epoch of the server that was first asked."""
    connection.exec_driver_sql(
        "UPDATE replica SET epoch = ? WHERE current = 1 AND coalesce(epoch, '') = ''", (epoch,)
    )


def replica_ids(connection: Connection) -> tuple[frozenset[ReplicaId], ReplicaId | None]:
    """Every replica that this store ever was, and the one that it is."""
    rows = connection.exec_driver_sql("SELECT id, current FROM replica").all()
    current = next((ReplicaId(row.id) for row in rows if row.current), None)
    return frozenset(ReplicaId(row.id) for row in rows), current


def succeed(
    connection: Connection, new: ReplicaId, at: str, told: Mapping[CommunityId, Told] = _NOTHING_TOLD
) -> None:
    """Go on as a new replica of the same device: what waits gets new numbers, and the journal knows.

    So does, before it, what the server had answered and has not got any more, as far as was `told`.
    """
    before = current_replica(connection)
    lost = {each: take_lost(connection, each, told.get(each)) for each in numberings(connection)}
    waiting = begin_replica(connection, new, at)
    noted(connection).follows = before.id if before is not None else None
    for community, edits in lost.items():
        carry_over(connection, community, edits, at)
    for line in waiting:
        placed = [Placed(decode_edit(line.body), line.kind, line.scope)]
        append(connection, line.community, placed, line.made_at)


def begin_replica(connection: Connection, new: ReplicaId, at: str) -> list[Line]:
    """Begin a new replica's numbers with 1; returns what waits, which is taken out of the queue.

    What has its answer keeps its place under a number below zero: it was the former replica's.
    """
    before = current_replica(connection)
    if before is None:
        raise LookupError("a store that is not enrolled has no replica to follow")
    waiting = [line for each in numberings(connection) for line in lines_waiting(connection, each)]
    connection.exec_driver_sql("DELETE FROM pending_edit WHERE state = 'waiting'")
    generation = connection.exec_driver_sql("SELECT count(*) FROM replica").scalar_one()
    for table in ("pending_edit", "sent"):
        connection.exec_driver_sql(f"UPDATE {table} SET n = n - ? WHERE n > 0", (_FORMER * generation,))
    connection.exec_driver_sql("DELETE FROM sent_again")
    reset(connection)
    add_replica(connection, Replica(new, "", before.device, before.user, before.signing_key), at)
    return waiting


def followed_by(connection: Connection, replica: ReplicaId) -> ReplicaId | None:
    """The replica that this one took over from, if there was one."""
    found = connection.exec_driver_sql("SELECT follows FROM replica WHERE id = ?", (replica,)).scalar()
    return ReplicaId(found) if found is not None else None
