"""Records as rows: read and locked for a decision, written after it, sealed where their scope is."""

import enum
from collections.abc import Iterable, Sequence

import msgspec
from psycopg.rows import TupleRow
from sqlalchemy.engine import Connection

from gridcore.fields import ScopeKind, Value
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.known import links_in, parent_of
from gridcore.sync.stored import Element, RecordState, Seen, Stamp, Stored, Written, seen
from gridserver.db import bulk, statement
from gridserver.db.seal import Place, Sealer, is_sealed

_COLUMNS = (
    *("community_id", "id", "kind", "scope", "parent", "was_in", "cells", "vers", "sets", "seen", "sealed"),
    *("seq", "state", "written"),
)
_READ = (
    "id, kind, scope, was_in, cells::text AS cells, vers::text AS vers, sets::text AS sets,"
    " sealed, seq, state, written::text AS written"
)

_STATES = {each.value: each for each in RecordState}

_encoder = msgspec.json.Encoder()
_cells = msgspec.json.Decoder(dict[str, Value])
_vers = msgspec.json.Decoder(dict[str, Stamp])
_sets = msgspec.json.Decoder(dict[str, dict[str, Element]])
_written = msgspec.json.Decoder(tuple[Written, ...])


class _Contents(msgspec.Struct):
    """What is sealed of a record, as one JSON object."""

    cells: dict[str, Value]
    vers: dict[str, Stamp]
    sets: dict[str, dict[str, Element]]
    seen: Seen


class Travelling(msgspec.Struct):
    """The two parts of a sealed record that a laptop receives, undecoded."""

    cells: msgspec.Raw
    seen: msgspec.Raw


_contents = msgspec.json.Decoder(_Contents)
_travelling = msgspec.json.Decoder(Travelling)


class Lock(enum.StrEnum):
    """How records are held until the transaction ends, in SQL."""

    NONE = ""
    SHARED = " FOR SHARE"
    """Others may read and hold them likewise, but nobody changes them."""
    ALONE = " FOR UPDATE"


def read(
    connection: Connection, sealer: Sealer, community: CommunityId, ids: Iterable[RecordId], lock: Lock
) -> list[Stored]:
    """The records of these ids that exist, locked in the order of their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    rows = statement.rows(
        connection,
        f"SELECT {_READ} FROM record WHERE community_id = %s AND id = ANY(%s) ORDER BY id{lock}",
        (community, statement.texts(wanted)),
    )
    return [_stored(sealer, community, row) for row in rows]


def of_kinds(
    connection: Connection, sealer: Sealer, community: CommunityId, scope: ScopeId, kinds: Sequence[str]
) -> list[Stored]:
    """The present records of some kinds in a scope, by id."""
    rows = statement.rows(
        connection,
        f"SELECT {_READ} FROM record WHERE community_id = %s AND scope = %s AND kind = ANY(%s)"
        " AND state = 'present' ORDER BY id",
        (community, scope, list(kinds)),
    )
    return [_stored(sealer, community, row) for row in rows]


def of_scope_kind(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    scope_kind: ScopeKind,
    kinds: Sequence[str],
) -> list[Stored]:
    """The present records of some kinds in all scopes of a kind, by id: for counting, not for giving away."""
    rows = statement.rows(
        connection,
        f"SELECT {_READ} FROM record WHERE community_id = %s AND starts_with(scope, %s) AND kind = ANY(%s)"
        " AND state = 'present' ORDER BY id",
        (community, f"{scope_kind}/", list(kinds)),
    )
    return [_stored(sealer, community, row) for row in rows]


def scope_of(connection: Connection, community: CommunityId, record: RecordId) -> ScopeId | None:
    """The scope of a record; None where there is no such record."""
    found = connection.exec_driver_sql(
        "SELECT scope FROM record WHERE community_id = %s AND id = %s", (community, record)
    ).scalar()
    return ScopeId(found) if found is not None else None


def scopes_of(
    connection: Connection, community: CommunityId, ids: Iterable[RecordId]
) -> dict[RecordId, ScopeId]:
    """Where records lie, by their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = statement.rows(
        connection,
        "SELECT id, scope FROM record WHERE community_id = %s AND id = ANY(%s) ORDER BY id",
        (community, statement.texts(wanted)),
    )
    return {RecordId(record): ScopeId(scope) for record, scope in rows}


def children(connection: Connection, community: CommunityId, parent: RecordId) -> list[RecordId]:
    """The ids of the records that hang on one, sorted."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM record WHERE community_id = %s AND parent = %s ORDER BY id", (community, parent)
    )
    return [RecordId(row.id) for row in rows]


def grants(connection: Connection, community: CommunityId, project: RecordId) -> dict[RecordId, RecordId]:
    """The present grants of a funded project with their households; the project is locked before."""
    named = (community, project)
    statement.run(connection, "SELECT seq FROM record WHERE community_id = %s AND id = %s FOR UPDATE", named)
    rows = statement.rows(
        connection,
        "SELECT id, cells->>'household' FROM record WHERE community_id = %s AND cells->>'project' = %s"
        " AND kind = 'aid_grant' AND state = 'present' ORDER BY id",
        named,
    )
    return {RecordId(record): RecordId(household) for record, household in rows}


def linked(connection: Connection, community: CommunityId, record: RecordId, kind: str) -> list[RecordId]:
    """The ids of the records that name one of a kind otherwise than as their parent, sorted.

    It reads the whole community, without an index: two records are seldom found to be one.
    """
    links = [
        (each.kind, name)
        for each in RECORD_TYPES.values()
        for name in sorted(links_in(each.kind) - {each.parent})
        if each.fields[name].link == kind
    ]
    named = "".join(" OR (kind = %s AND cells->>%s = %s)" for _ in links)
    rows = connection.exec_driver_sql(
        f"SELECT id FROM record WHERE community_id = %s AND (cells->''->>'winner' = %s{named}) ORDER BY id",
        (community, record, *(value for each in links for value in (*each, record))),
    )
    return [RecordId(row.id) for row in rows]


def insert(connection: Connection, sealer: Sealer, community: CommunityId, records: Sequence[Stored]) -> None:
    """Write new records. Raises IntegrityError when somebody else has made one of them meanwhile."""
    bulk.insert(connection, "record", _COLUMNS, [_row(sealer, community, each) for each in records])


def replace(
    connection: Connection, sealer: Sealer, community: CommunityId, records: Sequence[Stored]
) -> None:
    """Write records that exist and are locked."""
    rows = [_row(sealer, community, each) for each in records]
    bulk.upsert(connection, "record", _COLUMNS, rows, key=("community_id", "id"))


def open_for_travel(
    sealer: Sealer, community: CommunityId, scope: ScopeId, record: RecordId, seq: int, sealed: bytes
) -> Travelling:
    """What travels of a sealed record."""
    return _travelling.decode(sealer.open(sealed, Place("record", community, scope, record, seq)))


def _stored(sealer: Sealer, community: CommunityId, row: TupleRow) -> Stored:
    record, kind, scope, was_in, told, versions, elements, sealed, seq, state, by = row
    if sealed is None:
        cells, vers, sets = _cells.decode(told), _vers.decode(versions), _sets.decode(elements)
    else:
        held = _contents.decode(sealer.open(bytes(sealed), Place("record", community, scope, record, seq)))
        cells, vers, sets = held.cells, held.vers, held.sets
    written = _written.decode(by) if by is not None else ()
    return Stored(record, kind, scope, cells, vers, sets, seq, _STATES[state], tuple(was_in or ()), written)


def _row(sealer: Sealer, community: CommunityId, record: Stored) -> tuple[object, ...]:
    parent, travelling = parent_of(record), seen(record)
    was_in = statement.texts(record.left) if record.left else None
    head = (community, record.id, record.kind, record.scope, parent, was_in)
    tail = (record.seq, record.state.value, _json(record.written) if record.written else None)
    if is_sealed(record.scope):
        plain = msgspec.json.encode(_Contents(record.cells, record.vers, record.sets, travelling))
        place = Place("record", community, record.scope, record.id, record.seq)
        return (*head, None, None, None, None, sealer.seal(plain, place), *tail)
    parts = (_json(each) for each in (record.cells, record.vers, record.sets, travelling))
    return (*head, *parts, None, *tail)


def _json(value: object) -> str:
    return _encoder.encode(value).decode("utf-8")
