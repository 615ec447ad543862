"""This database file towards the server: which replica of which device and user it is, and its key."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from gridcore.ids import DeviceId, ReplicaId, UserId


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
