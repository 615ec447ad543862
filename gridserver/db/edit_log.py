"""Every edit with its verdict, for ever: idempotence, history, and the bases of merges in one table.

Values lie in `body` and, where the stored value is not the sent one, in `result`; both are sealed like their
record. Edits that were not applied have neither: their values are in `parked`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

import msgspec
from sqlalchemy.engine import Connection, Row

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.sync.edits import Edit, decode_edit
from gridcore.sync.restored import Past, tells_version
from gridcore.sync.verdicts import Verdict, VerdictCode
from gridserver.db import bulk, counter, statement
from gridserver.db.seal import Place, Sealer, is_sealed

_COLUMNS = (
    *("community_id", "replica", "n", "hash", "record", "scope", "grp", "do", "cells", "author", "verdict"),
    *("extra", "seq", "was", "at", "received", "body", "result", "sealed"),
)
_APPLIED = ("ok", "same", "merged", "conflict", "duplicate")
_VALUES = "replica, n, scope, seq, body::text AS body, result::text AS result, sealed"


_UNCHANGED: Mapping[str, Value] = MappingProxyType({})


class Entry(NamedTuple):
    """One edit as it is logged.

    `record` and `cells` are what it changed; of a decision that is the record decided about, not the
    conflict. `body` is the edit's JSON, empty where its values lie elsewhere; `result` {cell: value}.
    """

    n: int
    hash: str
    record: RecordId
    scope: ScopeId | None
    grp: str
    do: str
    cells: tuple[str, ...]
    verdict: Verdict
    at: str
    body: bytes = b""
    result: Mapping[str, Value] = _UNCHANGED
    was: int | None = None
    """Its number before the server was restored, where it is sent again."""


@dataclass(frozen=True)
class Answered:
    """What an edit that came before was answered."""

    hash: str
    verdict: Verdict


@dataclass(frozen=True)
class Logged:
    """An edit's values as the log has them."""

    replica: ReplicaId
    n: int
    edit: Edit
    result: Mapping[str, Value]


@dataclass(frozen=True)
class PastRow:
    """One applied edit of a record, with who sent it."""

    seq: int
    n: int
    author: str
    at: str
    verdict: str
    logged: Logged


class _Sealed(msgspec.Struct):
    body: msgspec.Raw
    result: dict[str, Value]


_sealed = msgspec.json.Decoder(_Sealed)
_result = msgspec.json.Decoder(dict[str, Value])


def write(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    replica: ReplicaId,
    entries: Sequence[Entry],
    *,
    author: str,
    now: datetime,
) -> None:
    """Log edits of one replica."""
    rows = []
    for each in entries:
        code, seq = each.verdict.code.value, each.verdict.seq
        head = (community, replica, each.n, each.hash, each.record, each.scope, each.grp, each.do)
        told = (statement.texts(each.cells), author, code, each.verdict.extra, seq, each.was)
        rows.append((*head, *told, each.at, now, *_values(sealer, community, replica, each)))
    bulk.insert(connection, "edit_log", _COLUMNS, rows)


def admit(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    replica: ReplicaId,
    entries: Sequence[Entry],
) -> None:
    """Parked edits were decided anew: they are in the history from now on, under their author and number."""
    for each in entries:
        code, seq = each.verdict.code.value, each.verdict.seq
        told = (each.record, each.scope, statement.texts(each.cells), code, each.verdict.extra, seq)
        statement.run(
            connection,
            "UPDATE edit_log SET record = %s, scope = %s, cells = %s, verdict = %s, extra = %s, seq = %s,"
            " body = %s, result = %s, sealed = %s WHERE community_id = %s AND replica = %s AND n = %s",
            (*told, *_values(sealer, community, replica, each), community, replica, each.n),
        )


def forget(connection: Connection, community: CommunityId, records: Sequence[RecordId]) -> None:
    """Take the values out of every edit of these records; that it came and how it ended stays."""
    connection.exec_driver_sql(
        "UPDATE edit_log SET body = NULL, result = NULL, sealed = NULL"
        " WHERE community_id = %s AND record = ANY(%s)",
        (community, list(records)),
    )


def answers(
    connection: Connection, community: CommunityId, replica: ReplicaId, first: int, last: int
) -> dict[int, Answered]:
    """What the edits with these numbers were answered, both ends included."""
    rows = statement.rows(
        connection,
        "SELECT n, hash, verdict, extra, seq FROM edit_log"
        " WHERE community_id = %s AND replica = %s AND n BETWEEN %s AND %s ORDER BY n",
        (community, replica, first, last),
    )
    return {
        n: Answered(hashed, Verdict(n, VerdictCode(verdict), seq, extra))
        for n, hashed, verdict, extra, seq in rows
    }


def hashes(connection: Connection, community: CommunityId, replica: ReplicaId, after: int) -> list[str]:
    """The hashes of all edits of a replica with greater numbers, in their order."""
    rows = statement.rows(
        connection,
        "SELECT hash FROM edit_log WHERE community_id = %s AND replica = %s AND n > %s ORDER BY n",
        (community, replica, after),
    )
    return [hashed for (hashed,) in rows]


def past_of(
    connection: Connection, community: CommunityId, replica: ReplicaId, numbers: Sequence[int]
) -> Past:
    """What was before restores, for edits of a replica that are decided anew."""
    reading = counter.read(connection, community)
    rows = statement.rows(
        connection,
        "SELECT n, was FROM edit_log WHERE community_id = %s AND replica = %s AND n = ANY(%s)"
        " AND was IS NOT NULL",
        (community, replica, list(numbers)),
    )
    return Past(replica, reading.lost if reading is not None else (), dict(rows))


def at_version(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    record: RecordId,
    cell: str,
    version: int,
) -> Logged | None:
    """The last edit that wrote a cell of a record at a version, also at one from before a restore."""
    row = connection.exec_driver_sql(
        f"SELECT {_VALUES}, verdict FROM edit_log WHERE community_id = %s AND record = %s"
        " AND (seq = %s OR was = %s) AND %s = ANY(cells) AND verdict = ANY(%s) ORDER BY n DESC LIMIT 1",
        (community, record, version, version, cell, list(_APPLIED)),
    ).first()
    if row is None or not tells_version(version, row.seq, VerdictCode(row.verdict)):
        return None
    return _read(sealer, community, row)


def author_of(
    connection: Connection, community: CommunityId, replica: ReplicaId, n: int
) -> tuple[UserId, str] | None:
    """Who made an edit, and the time that it claims."""
    row = connection.exec_driver_sql(
        "SELECT author, at FROM edit_log WHERE community_id = %s AND replica = %s AND n = %s",
        (community, replica, n),
    ).first()
    return (UserId(row.author), row.at) if row is not None else None


def maker_of(connection: Connection, community: CommunityId, record: RecordId) -> UserId | None:
    """Who made a record; None where there is no such record."""
    row = statement.row(
        connection,
        "SELECT author FROM edit_log WHERE community_id = %s AND record = %s AND \"do\" = 'create'"
        " AND verdict = ANY(%s) ORDER BY seq, n LIMIT 1",
        (community, record, list(_APPLIED)),
    )
    return UserId(row[0]) if row is not None else None


def has_made(connection: Connection, community: CommunityId, record: RecordId, author: UserId) -> bool:
    """Whether this author said that there be a record, be it as the first or not."""
    return (
        statement.row(
            connection,
            "SELECT 1 FROM edit_log WHERE community_id = %s AND record = %s AND \"do\" = 'create'"
            " AND author = %s LIMIT 1",
            (community, record, author),
        )
        is not None
    )


def texts_of(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    record: RecordId,
    cell: str,
    replica: ReplicaId,
) -> list[Logged]:
    """What a replica sent for a text and what went into it, newest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_VALUES} FROM edit_log WHERE community_id = %s AND record = %s AND replica = %s"
        " AND %s = ANY(cells) AND \"do\" IN ('create', 'set', 'text') AND verdict IN ('ok', 'merged')"
        " ORDER BY n DESC",
        (community, record, replica, cell),
    )
    found = (_read(sealer, community, row) for row in rows)
    return [each for each in found if each is not None]


def past(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    record: RecordId,
    scopes: Sequence[ScopeId],
    *,
    before: int,
    most: int,
) -> list[PastRow]:
    """The applied edits of a record with seq < before that were made in these scopes, newest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_VALUES}, author, at, verdict FROM edit_log WHERE community_id = %s AND record = %s"
        " AND seq < %s AND scope = ANY(%s) AND verdict = ANY(%s) AND (body IS NOT NULL OR sealed IS NOT NULL)"
        " ORDER BY seq DESC, n DESC LIMIT %s",
        (community, record, before, list(scopes), list(_APPLIED), most),
    )
    found = ((row, _read(sealer, community, row)) for row in rows)
    return [
        PastRow(row.seq, row.n, row.author, row.at, row.verdict, logged)
        for row, logged in found
        if logged is not None
    ]


def _values(
    sealer: Sealer, community: CommunityId, replica: ReplicaId, entry: Entry
) -> tuple[str | None, str | None, bytes | None]:
    if not entry.body:
        return None, None, None
    if entry.scope is not None and is_sealed(entry.scope):
        plain = msgspec.json.encode(_Sealed(msgspec.Raw(entry.body), dict(entry.result)))
        place = _place(community, entry.scope, replica, entry.n, entry.verdict.seq)
        return None, None, sealer.seal(plain, place)
    result = msgspec.json.encode(entry.result).decode("utf-8") if entry.result else None
    return entry.body.decode("utf-8"), result, None


def _place(community: CommunityId, scope: ScopeId | None, replica: str, n: int, seq: int) -> Place:
    return Place("edit_log", community, scope, f"{replica}:{n}", seq)


def _read(sealer: Sealer, community: CommunityId, row: Row[tuple[object, ...]]) -> Logged | None:
    """The row's values; None where the log has none."""
    replica = ReplicaId(row.replica)
    if row.sealed is not None:
        place = _place(community, row.scope, replica, row.n, row.seq)
        held = _sealed.decode(sealer.open(bytes(row.sealed), place))
        return Logged(replica, row.n, decode_edit(bytes(held.body)), held.result)
    if row.body is None:
        return None
    result = _result.decode(row.result) if row.result is not None else {}
    return Logged(replica, row.n, decode_edit(row.body.encode("utf-8")), result)
