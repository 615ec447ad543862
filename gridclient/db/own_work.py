"""Whose work something is: by account and by the edits of this laptop, never by a name that two may bear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.confirmed import confirmed_of
from gridclient.db.replicas import current_replica, replica_ids
from gridcore.ids import RecordId, ReplicaId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Create, Edit, Step, decode_edit
from gridcore.sync.verdicts import NOT_APPLIED


@dataclass(frozen=True)
class Mine:
    """The account of this laptop, and every replica that its store ever was."""

    user: UserId | None
    replicas: frozenset[ReplicaId]

    def is_by_me(self, user: str | None, replica: str | None) -> bool:
        """Whether a proposal is the user's own; of one that names no account, whether it is this laptop's."""
        return user == self.user if user else ReplicaId(replica or "") in self.replicas


def mine(connection: Connection) -> Mine:
    """Who works on this laptop."""
    replica = current_replica(connection)
    return Mine(replica.user if replica is not None else None, replica_ids(connection)[0])


def handed_in_here(connection: Connection, records: Mapping[RecordId, str]) -> frozenset[RecordId]:
    """Of records, given with their kinds, those whose present state this laptop's own edit set.

    What another laptop of the same user handed in, only the server knows.
    """
    told = confirmed_of(connection, list(records))
    found = set()
    for edit, seq in _own_edits(connection, records):
        held, cell = told.get(edit.id), RECORD_TYPES[records[edit.id]].machine_cell
        is_present = seq is None or (held is not None and (held.version(cell or "") or held.seq) == seq)
        if is_present and (isinstance(edit, Create) or (isinstance(edit, Step) and edit.cell == cell)):
            found.add(edit.id)
    return frozenset(found)


def made_here(connection: Connection, records: Mapping[RecordId, str]) -> frozenset[RecordId]:
    """Of records those that this laptop made, as far as it still knows what it sent."""
    made = (edit.id for edit, _ in _own_edits(connection, records) if isinstance(edit, Create))
    return frozenset(made)


def _own_edits(connection: Connection, records: Mapping[RecordId, str]) -> Iterator[tuple[Edit, int | None]]:
    """What this laptop said of records: without a number what waits, with its number what was taken in."""
    listed = msgspec.json.encode(sorted(records)).decode()
    refused = ", ".join(f"'{each}'" for each in sorted(NOT_APPLIED))
    rows = connection.exec_driver_sql(
        "SELECT body, NULL FROM pending_edit WHERE state = 'waiting'"
        " AND record IN (SELECT value FROM json_each(?1))"
        " UNION ALL SELECT body, seq FROM sent WHERE sealed = 0 AND length(body) > 0"
        f" AND verdict NOT IN ({refused}) AND record IN (SELECT value FROM json_each(?1))",
        (listed,),
    )
    for body, seq in rows.all():
        yield decode_edit(body), seq
