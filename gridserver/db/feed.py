"""What changed in a scope since a number, in order; rows pass through as the text that the database holds."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridserver.db.records import open_for_travel
from gridserver.db.seal import Sealer

_PAGE = 1_000

_CHANGES = """
SELECT seq, id, kind, state, cells::text AS cells, seen::text AS seen, sealed FROM record
 WHERE community_id = %(community)s AND scope = %(scope)s AND seq > %(after)s AND seq <= %(last)s
UNION ALL
SELECT seq, record, NULL, 'left', NULL, NULL, NULL FROM left_scope
 WHERE community_id = %(community)s AND scope = %(scope)s AND seq > %(after)s AND seq <= %(last)s
ORDER BY seq LIMIT %(most)s
"""


class Change(NamedTuple):
    """A record of the scope as it travels; without a kind, it is gone from the scope."""

    seq: int
    id: RecordId
    kind: str | None
    cells: str
    seen: str


def changes(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    scope: ScopeId,
    *,
    after: int,
    last: int,
) -> Iterator[Change]:
    """The scope's changes with after < seq ≤ last, by number; a record comes once, at its newest."""
    while True:
        found = connection.exec_driver_sql(
            _CHANGES,
            {"community": community, "scope": scope, "after": after, "last": last, "most": _PAGE},
        ).all()
        for row in found:
            record = RecordId(row.id)
            if row.state != "present":
                yield Change(row.seq, record, None, "", "")
            elif row.sealed is None:
                yield Change(row.seq, record, row.kind, row.cells, row.seen)
            else:
                held = open_for_travel(sealer, community, scope, record, row.seq, bytes(row.sealed))
                cells, seen = bytes(held.cells).decode("utf-8"), bytes(held.seen).decode("utf-8")
                yield Change(row.seq, record, row.kind, cells, seen)
        if len(found) < _PAGE:
            return
        after = found[-1].seq
