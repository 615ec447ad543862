"""Saves the edits of an import: thousands of new records are shown without first looking for old rows."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from gridclient.db.facts import placed
from gridclient.db.pending import EditState, Pending, append
from gridclient.db.shown import Facts, refresh, show
from gridcore.ids import CommunityId, RecordId
from gridcore.sync.edits import Edit, edit_hash


def save_many(connection: Connection, community: CommunityId, edits: Sequence[Edit], made_at: str) -> None:
    """Number the edits, put them into the queue and show them. Raises UnknownRecordError."""
    known = _known(connection, [each.id for each in edits])
    places = placed(connection, edits)
    numbered = append(connection, community, places, made_at)
    new: dict[RecordId, list[Pending]] = {}
    for edit, place in zip(numbered, places, strict=True):
        if edit.id not in known:
            waiting = EditState.WAITING
            own = Pending(
                edit.n, edit_hash(edit), edit, place.kind, place.scope, waiting, None, None, None, made_at
            )
            new.setdefault(edit.id, []).append(own)
    made = [Facts(record, own[0].kind, own[0].scope, None, own) for record, own in new.items()]
    show(connection, made, are_new=True)
    if known:
        refresh(connection, sorted(known))


def _known(connection: Connection, records: Sequence[RecordId]) -> set[RecordId]:
    """Those of the records that the server confirmed, or that an edit was made of before."""
    listed = msgspec.json.encode(records).decode()
    found: set[RecordId] = set()
    for table, column in (("confirmed", "id"), ("pending_edit", "record")):
        rows = connection.exec_driver_sql(
            f"SELECT {column} FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (listed,)
        )
        found.update(RecordId(each) for (each,) in rows)
    return found
