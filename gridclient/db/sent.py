"""Edits that have their verdict, kept so that they can be sent again after a restore of the server."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.journal import Line
from gridcore.ids import CommunityId, RecordId, ScopeId


@dataclass(frozen=True)
class Kept:
    """An edit that this laptop can still read."""

    n: int
    hash: str
    body: bytes


@dataclass(frozen=True)
class HandedIn:
    """A record that was handed in, and the record that it is about."""

    record: RecordId
    kind: str
    scope: ScopeId
    about: RecordId | None
    at: str


def kept(connection: Connection, community: CommunityId, numbers: Collection[int]) -> list[Kept]:
    """Those of the edits that are readable."""
    rows = connection.exec_driver_sql(
        "SELECT n, hash, body FROM sent WHERE community = ? AND sealed = 0"
        " AND n IN (SELECT value FROM json_each(?))",
        (community, msgspec.json.encode(list(numbers)).decode()),
    )
    return [Kept(row.n, row.hash.hex(), row.body) for row in rows]


def kept_of_scope(connection: Connection, community: CommunityId, scope: ScopeId) -> list[Kept]:
    """The readable edits of a scope."""
    rows = connection.exec_driver_sql(
        "SELECT n, hash, body FROM sent WHERE community = ? AND scope = ? AND sealed = 0", (community, scope)
    )
    return [Kept(row.n, row.hash.hex(), row.body) for row in rows]


def kept_of_records(
    connection: Connection, community: CommunityId, records: Collection[RecordId]
) -> list[Kept]:
    """The readable edits of these records."""
    rows = connection.exec_driver_sql(
        "SELECT n, hash, body FROM sent WHERE community = ? AND sealed = 0 AND body <> x''"
        " AND record IN (SELECT value FROM json_each(?))",
        (community, msgspec.json.encode(sorted(records)).decode()),
    )
    return [Kept(row.n, row.hash.hex(), row.body) for row in rows]


@dataclass(frozen=True)
class Remainder:
    """What is kept of an edit: its body, or what is left of it."""

    n: int
    hash: bytes
    body: bytes
    is_sealed: bool


def kept_after(connection: Connection, community: CommunityId, n: int) -> list[Remainder]:
    """The edits with greater numbers; one whose values were taken out counts as sealed."""
    rows = connection.exec_driver_sql(
        "SELECT n, hash, body, sealed FROM sent WHERE community = ? AND n > ? AND n > 0 ORDER BY n",
        (community, n),
    )
    return [Remainder(row.n, row.hash, row.body, bool(row.sealed) or not row.body) for row in rows]


def trust(connection: Connection, community: CommunityId, lines: Sequence[Line], upto: int) -> None:
    """Take edits for answered that the server had, though this database has lost its answers."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO sent (community, n, hash, record, scope, body, verdict, sealed, at)"
        " SELECT community, n, hash, record, scope, body, 'ok', 0, made_at FROM pending_edit"
        " WHERE community = ? AND state = 'waiting' AND n BETWEEN 1 AND ?",
        (community, upto),
    )
    connection.exec_driver_sql(
        "DELETE FROM pending_edit WHERE community = ? AND state = 'waiting' AND n BETWEEN 1 AND ?",
        (community, upto),
    )
    rows = [
        (each.community, each.n, each.hash, each.record, each.scope, each.body, each.is_sealed, each.made_at)
        for each in lines
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO sent (community, n, hash, record, scope, body, verdict, sealed, at)"
            " VALUES (?, ?, ?, ?, ?, ?, 'ok', ?, ?)",
            rows,
        )


def replace_sealed(
    connection: Connection, community: CommunityId, sealed: Iterable[tuple[int, bytes]]
) -> None:
    """Put sealed bodies in place of readable ones."""
    rows = [(body, community, n) for n, body in sealed]
    if rows:
        connection.exec_driver_sql("UPDATE sent SET body = ?, sealed = 1 WHERE community = ? AND n = ?", rows)


def empty_scope(connection: Connection, community: CommunityId, scope: ScopeId) -> None:
    """Take the values out of the edits of a scope; number, hash and verdict stay."""
    connection.exec_driver_sql(
        "UPDATE sent SET body = x'' WHERE community = ? AND scope = ? AND sealed = 0", (community, scope)
    )


def empty_records(connection: Connection, community: CommunityId, records: Collection[RecordId]) -> None:
    """Take the values out of the edits of these records; number, hash and verdict stay."""
    connection.exec_driver_sql(
        "UPDATE sent SET body = x'' WHERE community = ? AND record IN (SELECT value FROM json_each(?))",
        (community, msgspec.json.encode(sorted(records)).decode()),
    )


def forget_sent(connection: Connection, before: str) -> None:
    """Forget edits whose verdict is older than this moment."""
    connection.exec_driver_sql(
        "DELETE FROM sent WHERE at < ? AND NOT EXISTS"
        " (SELECT 1 FROM sent_again a WHERE a.community = sent.community AND a.n = sent.n)",
        (before,),
    )


def note_handed_in(connection: Connection, handed: HandedIn) -> None:
    """Remember that a record was handed in."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO handed_in (record, kind, scope, about, at) VALUES (?, ?, ?, ?, ?)",
        (handed.record, handed.kind, handed.scope, handed.about, handed.at),
    )


def handed_in_about(connection: Connection, about: RecordId) -> list[HandedIn]:
    """What was handed in about a record, latest first."""
    rows = connection.exec_driver_sql(
        "SELECT record, kind, scope, about, at FROM handed_in WHERE about = ? ORDER BY at DESC", (about,)
    )
    return [
        HandedIn(RecordId(row.record), row.kind, ScopeId(row.scope), RecordId(row.about), row.at)
        for row in rows
    ]


def all_handed_in(connection: Connection) -> list[HandedIn]:
    """Everything that was handed in, latest first."""
    rows = connection.exec_driver_sql(
        "SELECT record, kind, scope, about, at FROM handed_in ORDER BY at DESC, record"
    )
    return [
        HandedIn(
            RecordId(row.record),
            row.kind,
            ScopeId(row.scope),
            RecordId(row.about) if row.about else None,
            row.at,
        )
        for row in rows
    ]


def drop_handed_in(connection: Connection, about: Collection[RecordId]) -> None:
    """Forget what was handed in about records that are gone from here."""
    connection.exec_driver_sql(
        "DELETE FROM handed_in WHERE about IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(about)).decode(),),
    )
