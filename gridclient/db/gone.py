"""Records that a restored server no longer has: what they were, and the way back to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.facts import UnknownRecordError, place_of, save
from gridclient.db.titles import Title, titles
from gridcore.fields import DataClass, FieldKind, Value
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Create
from gridcore.sync.known import parent_in

_LONGEST = 24


@dataclass(frozen=True)
class GoneRecord:
    """A record that was set aside at `at`, with what names it."""

    id: RecordId
    kind: str
    title: Title
    at: str


@dataclass(frozen=True)
class _Kept:
    kind: str
    scope: ScopeId
    cells: dict[str, Value]
    at: str


def gone(connection: Connection) -> list[GoneRecord]:
    """Everything of a kind that this version knows, in the order in which it was made."""
    kept = _kept(connection)
    parents = {each: parent for each, found in kept.items() if (parent := _parent(found)) is not None}
    known = titles(connection, [(_kind_above(kept[each]), parent) for each, parent in parents.items()])
    return [
        GoneRecord(each, found.kind, _title(found, known.get(parents.get(each, each), Title())), found.at)
        for each, found in sorted(kept.items())
    ]


def put_back(
    connection: Connection, community: CommunityId, record: RecordId, group: GroupId, at: str
) -> bool:
    """Save the record once more, and before it those that it hangs on; False where one of these is nowhere.

    Its state begins anew: which steps it may take is the server's to say.
    """
    kept = _kept(connection)
    chain = [*_chain(connection, kept, record)][::-1]
    edits = [
        Create(0, group, each, kept[each].kind, _cells(kept[each]), scope=kept[each].scope, at=at)
        for each in chain
    ]
    if not edits:
        return False
    try:
        save(connection, community, edits, at)
    except UnknownRecordError:
        return False
    for each in chain:
        let_go(connection, each)
    return True


def let_go(connection: Connection, record: RecordId) -> None:
    """Forget the record: nobody needs it."""
    connection.exec_driver_sql("DELETE FROM gone_record WHERE id = ?", (record,))


def _kind_above(kept: _Kept) -> str:
    """The kind of what the record hangs on."""
    declared = RECORD_TYPES[kept.kind]
    return (declared.fields[declared.parent].link or "") if declared.parent is not None else ""


def _kept(connection: Connection) -> dict[RecordId, _Kept]:
    rows = connection.exec_driver_sql("SELECT id, kind, scope, cells, at FROM gone_record")
    return {
        RecordId(row.id): _Kept(
            row.kind, ScopeId(row.scope), msgspec.json.decode(row.cells, type=dict[str, Value]), row.at
        )
        for row in rows
        if row.kind in RECORD_TYPES
    }


def _parent(kept: _Kept) -> RecordId | None:
    return parent_in(kept.kind, kept.cells)


def _chain(connection: Connection, kept: Mapping[RecordId, _Kept], record: RecordId) -> Iterator[RecordId]:
    """The record and what it hangs on, upwards, as far as that is gone as well."""
    each: RecordId | None = record
    while each is not None and each in kept and place_of(connection, each) is None:
        yield each
        each = _parent(kept[each])


def _cells(kept: _Kept) -> dict[str, Value]:
    machine = RECORD_TYPES[kept.kind].machine_cell
    return {name: value for name, value in kept.cells.items() if name != machine and value is not None}


def _title(kept: _Kept, above: Title) -> Title:
    """The first text and the first day of the record, and the name of what it hangs on."""
    declared = RECORD_TYPES[kept.kind]
    values = declared.values_of(kept.cells)
    shown = [each for each in declared.fields.values() if each.data_class <= DataClass.P2]
    texts = [
        value[:_LONGEST]
        for each in shown
        if each.kind is FieldKind.TEXT and isinstance(value := values.get(each.name), str) and value
    ]
    days = [
        value for each in shown if each.kind is FieldKind.DATE and isinstance(value := values[each.name], str)
    ]
    return Title((*texts[:1], *above.words[:1]), days[0] if days else None)
