"""Each scope's count, digest and newest number, kept by those who write, under the counter's lock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.stored import RecordState, Stored, digest_term, digest_text
from gridserver.db import bulk, statement

_COLUMNS = ("community_id", "scope", "rows", "digest", "last")
_KEY = ("community_id", "scope")


@dataclass(frozen=True)
class ScopeStat:
    """A scope's present records, their digest, and the number of its newest change.

    `floor`: that of the newest farewell that is not told any more.
    """

    rows: int
    digest: str
    last: int
    floor: int = 0


NEVER_FOUNDED = ScopeStat(0, digest_text(0), 0)


@dataclass
class Changes:
    """What a request changes about the scopes: sums of rows and digest terms, and the records that left."""

    rows: dict[ScopeId, int] = field(default_factory=dict)
    terms: dict[ScopeId, int] = field(default_factory=dict)
    last: dict[ScopeId, int] = field(default_factory=dict)
    left: list[tuple[ScopeId, RecordId, int]] = field(default_factory=list)
    entered: list[tuple[ScopeId, RecordId]] = field(default_factory=list)

    def note(self, before: Stored | None, after: Stored) -> None:
        """Count one record that got a new number."""
        if before is not None and before.state is RecordState.PRESENT:
            self._add(before.scope, -1, -digest_term(before.id, before.seq))
        if after.state is RecordState.PRESENT:
            self._add(after.scope, 1, digest_term(after.id, after.seq))
        self._touch(after.scope, after.seq)
        if after.state is RecordState.ERASED:
            for scope in set(after.left) - {after.scope}:
                self._touch(scope, after.seq)
                self.left.append((scope, after.id, after.seq))
        if before is not None and before.scope != after.scope:
            self._touch(before.scope, after.seq)
            self.left.append((before.scope, after.id, after.seq))
            self.entered.append((after.scope, after.id))

    def _add(self, scope: ScopeId, rows: int, term: int) -> None:
        self.rows[scope] = self.rows.get(scope, 0) + rows
        self.terms[scope] = self.terms.get(scope, 0) + term

    def _touch(self, scope: ScopeId, seq: int) -> None:
        self.last[scope] = max(self.last.get(scope, 0), seq)


def stats_of(
    connection: Connection, community: CommunityId, scopes: Iterable[ScopeId]
) -> Mapping[ScopeId, ScopeStat]:
    """The statistics of those scopes that were ever founded."""
    wanted = sorted(scopes)
    if not wanted:
        return {}
    found = statement.rows(
        connection,
        "SELECT scope, rows, digest, last, floor FROM scope_stat WHERE community_id = %s AND scope = ANY(%s)",
        (community, statement.texts(wanted)),
    )
    return {ScopeId(scope): ScopeStat(*told) for scope, *told in found}


def apply(connection: Connection, community: CommunityId, changes: Changes) -> None:
    """Write the changes. Only who holds the counter may do this."""
    standing = stats_of(connection, community, changes.last)
    rows = []
    for scope in sorted(changes.last):
        old = standing.get(scope, NEVER_FOUNDED)
        total = int(old.digest, 16) + changes.terms.get(scope, 0)
        rows.append(
            (community, scope, old.rows + changes.rows.get(scope, 0), digest_text(total), changes.last[scope])
        )
    bulk.upsert(connection, "scope_stat", _COLUMNS, rows, key=_KEY)
    _write_left(connection, community, changes.left, changes.entered)


def _write_left(
    connection: Connection,
    community: CommunityId,
    left: Sequence[tuple[ScopeId, RecordId, int]],
    entered: Sequence[tuple[ScopeId, RecordId]],
) -> None:
    if not left:
        return
    bulk.upsert(
        connection,
        "left_scope",
        ("community_id", "scope", "record", "seq"),
        [(community, *each) for each in left],
        key=("community_id", "scope", "record"),
    )
    if not entered:
        return
    pairs = ", ".join(["(%s, %s)"] * len(entered))
    statement.run(
        connection,
        f"DELETE FROM left_scope WHERE community_id = %s AND (scope, record) IN ({pairs})",
        (community, *(value for pair in entered for value in pair)),
    )
