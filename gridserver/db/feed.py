"""What changed in a scope since a number, in order; rows pass through as the text that the database holds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridserver.db import statement
from gridserver.db.records import open_for_travel
from gridserver.db.seal import Sealer

_PAGE = 1_000

_CHANGES = """
SELECT seq, id, kind, state, cells::text AS cells, seen::text AS seen, sealed,
       written::text AS written, state = 'removed' AND jsonb_typeof(cells -> '') = 'object' AS merged
  FROM record
 WHERE community_id = %(community)s AND scope = %(scope)s AND seq > %(after)s AND seq <= %(last)s
   AND seq <> ALL(%(known)s)
UNION ALL
SELECT l.seq, l.record, NULL, r.state, NULL, NULL, NULL, NULL, false FROM left_scope l
  LEFT JOIN record r ON r.community_id = l.community_id AND r.id = l.record AND r.state = 'erased'
 WHERE l.community_id = %(community)s AND l.scope = %(scope)s AND l.seq > %(after)s AND l.seq <= %(last)s
ORDER BY seq LIMIT %(most)s
"""


class Change(NamedTuple):
    """A record of the scope as it travels; without a kind, it is gone from the scope, or from everywhere."""

    seq: int
    id: RecordId
    kind: str | None
    cells: str
    seen: str
    is_erased: bool = False
    written: str | None = None
    """Who brought what the record says."""
    is_merged: bool = False
    """Whether it is gone because it went into another record (`gridcore/sync/redirects.py`)."""


def changes(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    scope: ScopeId,
    *,
    after: int,
    last: int,
    known: Iterable[int] = (),
) -> Iterator[Change]:
    """The scope's changes with after < seq ≤ last, by number; a record comes once, at its newest.

    Records that stand at one of the `known` numbers are left out: they are not even read.
    """
    numbers = f"{{{','.join(map(str, known))}}}"
    while True:
        asked = {"community": community, "scope": scope, "after": after, "last": last, "known": numbers}
        asked["most"] = _PAGE
        found = statement.rows(connection, _CHANGES, asked)
        for seq, record, kind, state, cells, seen, sealed, written, merged in found:
            if state != "present":
                by = written if state == "removed" else None
                yield Change(seq, record, None, "", "", state == "erased", by, bool(merged))
            else:
                row = Change(seq, record, kind, cells, seen, written=written)
                yield opened(sealer, community, scope, row, sealed)
        if len(found) < _PAGE:
            return
        after = found[-1][0]


def changes_of(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    scope: ScopeId,
    records: Sequence[RecordId],
) -> Iterator[Change]:
    """These records of the scope as they are."""
    for start in range(0, len(records), _PAGE):
        found = statement.rows(
            connection,
            "SELECT seq, id, kind, cells::text, seen::text, sealed FROM record WHERE community_id = %s"
            " AND scope = %s AND state = 'present' AND id = ANY(%s) ORDER BY seq",
            (community, scope, list(records[start : start + _PAGE])),
        )
        for seq, record, kind, cells, seen, sealed in found:
            yield opened(sealer, community, scope, Change(seq, record, kind, cells, seen), sealed)


def numbers_in(connection: Connection, community: CommunityId, scope: ScopeId) -> list[tuple[RecordId, int]]:
    """The present records of a scope, each with its number."""
    return [
        (RecordId(record), seq)
        for record, seq in statement.rows(
            connection,
            "SELECT id, seq FROM record WHERE community_id = %s AND scope = %s AND state = 'present'",
            (community, scope),
        )
    ]


def opened(
    sealer: Sealer, community: CommunityId, scope: ScopeId, row: Change, sealed: bytes | None
) -> Change:
    """A present record as it travels, from a row that holds its cells openly or sealed."""
    if sealed is None:
        return row
    held = open_for_travel(sealer, community, scope, row.id, row.seq, bytes(sealed))
    return row._replace(cells=str(held.cells, "utf-8"), seen=str(held.seen, "utf-8"))
