"""Saving what a person did, and what a form needs to know: one short transaction, never the network."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from gridclient.db.confirmed import confirmed_record
from gridclient.db.pending import Placed, append, pending_of
from gridclient.db.shown import Facts, facts_of, refresh
from gridcore.fields import RecordType
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen, bases_of
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import parent_in

Place = tuple[str, ScopeId]
"""Kind and scope of a record."""


class UnknownRecordError(LookupError):
    """An edit of a record that is not on this laptop, or of a new one that hangs on nothing here."""


def save(
    connection: Connection,
    community: CommunityId,
    edits: Sequence[Edit],
    made_at: str,
    *,
    former: Mapping[RecordId, Place] = {},
) -> list[Edit]:
    """Number the edits of one form save, put them into the queue and show them.

    `former` tells where records lay that somebody took away meanwhile. Raises UnknownRecordError.
    """
    numbered = append(connection, community, placed(connection, edits, former), made_at)
    refresh(connection, list(dict.fromkeys(each.id for each in edits)))
    return numbered


def placed(
    connection: Connection, edits: Sequence[Edit], former: Mapping[RecordId, Place] = {}
) -> list[Placed]:
    """The edits with kind and scope of their records; a new record may hang on one that is new as well."""
    known = dict(former)
    found = []
    for edit in edits:
        if isinstance(edit, Create) and edit.id not in known:
            known[edit.id] = (edit.kind, _scope_of_new(connection, edit, known))
        if edit.id not in known:
            known[edit.id] = _known_place(connection, edit.id)
        found.append(Placed(edit, *known[edit.id]))
    return found


def _scope_of_new(connection: Connection, edit: Create, known: dict[RecordId, Place]) -> ScopeId:
    declared = RECORD_TYPES[edit.kind]
    if declared.parent is None:
        if edit.scope is None:
            raise UnknownRecordError(edit.kind)
        return edit.scope
    parent = edit.parent or parent_in(edit.kind, edit.cells)
    if parent is None:
        raise UnknownRecordError(edit.kind)
    if parent not in known:
        known[parent] = _known_place(connection, parent)
    return sibling_scope(declared, known[parent][1])


def place_of(connection: Connection, record: RecordId) -> Place | None:
    """Where a record lies that is here; None for one that is not."""
    confirmed = confirmed_record(connection, record)
    if confirmed is not None:
        return confirmed.kind, confirmed.scope
    pending = pending_of(connection, [record]).get(record)
    return (pending[0].kind, pending[0].scope) if pending else None


def _known_place(connection: Connection, record: RecordId) -> Place:
    found = place_of(connection, record)
    if found is None:
        raise UnknownRecordError("edit of an unknown record")
    return found


def facts(connection: Connection, record: RecordId) -> Facts | None:
    """What is known of a record; None for one that is not here."""
    return next(iter(facts_of(connection, [record])), None)


def seen_of(connection: Connection, declared: RecordType, record: RecordId) -> Seen | None:
    """The values and bases for a form that opens now; None for a record that is not here."""
    found = facts(connection, record)
    if found is None or found.kind != declared.kind:
        return None
    bases = bases_of(declared, found.confirmed, [each.edit for each in found.pending])
    return Seen(found.shown().cells, bases)  # type: ignore[arg-type]
