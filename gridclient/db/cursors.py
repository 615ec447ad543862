"""How far each scope has been received; a cursor moves in the same transaction as the rows it counts."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import starmap

from sqlalchemy import Connection

from gridcore.ids import CommunityId, ScopeId
from gridcore.sync.stored import Confirmed, digest_term

_MODULUS = 1 << 128
_COLUMNS = "scope, seq, rows, digest, state"


class ScopeState(enum.StrEnum):
    """How much of a scope is here."""

    BEGUN = "begun"
    OPEN = "open"
    """Places, households, plans and last visits are in: Today works."""
    COMPLETE = "complete"
    DIFFERS = "differs"
    """It was read to its end and is not what the server has."""
    RESTORED = "restored"
    """The server was restored to an earlier time: what it no longer has is set aside, not deleted."""


@dataclass(frozen=True)
class Cursor:
    """One scope: its cursor, how many records it has here, and the sum of their digest terms."""

    scope: ScopeId
    seq: int
    rows: int
    total: int
    state: ScopeState


def cursors(connection: Connection, community: CommunityId) -> dict[ScopeId, Cursor]:
    """Every scope that this laptop follows."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM cursor WHERE community = ? ORDER BY scope", (community,)
    )
    return {each.scope: each for each in starmap(_read, rows)}


def is_arriving(connection: Connection, community: CommunityId) -> bool:
    """Whether something that this laptop follows was never read to its end; so is all of it at first."""
    followed, begun = connection.exec_driver_sql(
        "SELECT count(*), coalesce(sum(state = ?), 0) FROM cursor WHERE community = ?",
        (ScopeState.BEGUN.value, community),
    ).one()
    return bool(begun) or not followed


def cursor_of(connection: Connection, community: CommunityId, scope: ScopeId) -> Cursor | None:
    """One scope, if this laptop follows it."""
    row = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM cursor WHERE community = ? AND scope = ?", (community, scope)
    ).first()
    return _read(*row) if row is not None else None


def _read(scope: str, seq: int, rows: int, digest: bytes, state: str) -> Cursor:
    return Cursor(ScopeId(scope), seq, rows, int.from_bytes(digest, "big"), ScopeState(state))


def follow(connection: Connection, community: CommunityId, scopes: Iterable[ScopeId]) -> None:
    """Begin to follow scopes that are new here."""
    rows = [(community, scope, bytes(16), ScopeState.BEGUN.value) for scope in scopes]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO cursor (community, scope, seq, rows, digest, state)"
            " VALUES (?, ?, 0, 0, ?, ?)",
            rows,
        )


def store_cursor(connection: Connection, community: CommunityId, cursor: Cursor) -> None:
    """Write a cursor."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO cursor (community, scope, seq, rows, digest, state)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            community,
            cursor.scope,
            cursor.seq,
            cursor.rows,
            (cursor.total % _MODULUS).to_bytes(16, "big"),
            cursor.state.value,
        ),
    )


def unfollow(connection: Connection, community: CommunityId, scope: ScopeId) -> None:
    """Forget a scope's cursor."""
    connection.exec_driver_sql("DELETE FROM cursor WHERE community = ? AND scope = ?", (community, scope))


def counted(cursor: Cursor, gone: Iterable[Confirmed], come: Iterable[Confirmed]) -> Cursor:
    """The cursor after records left its scope and others came."""
    rows, total = cursor.rows, cursor.total
    for each in gone:
        rows -= 1
        total -= digest_term(each.id, each.seq)
    for each in come:
        rows += 1
        total += digest_term(each.id, each.seq)
    return replace(cursor, rows=rows, total=total)
