"""Ready-made first syncs, one for each scope, kept until something in them may not be given any more."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridserver.db import statement
from gridserver.db.feed import Change
from gridserver.db.records import open_for_travel
from gridserver.db.seal import Place, Sealer, is_sealed

_CHANGED_AT_MOST = 5
"""Of this many records one may have changed since a snapshot was made."""
_FEW = 500


class Snapshot(NamedTuple):
    """A packed body and the number up to which it is complete."""

    seq: int
    etag: str
    body: bytes


class Held(NamedTuple):
    """A present record with what its place in a snapshot follows from."""

    change: Change
    parent: str | None


def kept(
    connection: Connection, sealer: Sealer, community: CommunityId, scope: ScopeId, rows: int
) -> Snapshot | None:
    """The kept snapshot, unless it holds what left or was removed, or too much has changed since."""
    row = connection.exec_driver_sql(
        "SELECT seq, etag, body FROM snapshot WHERE community_id = %s AND scope = %s", (community, scope)
    ).first()
    if row is None:
        return None
    since = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM record WHERE community_id = %(community)s AND scope = %(scope)s"
        " AND seq > %(seq)s) AS changed,"
        " EXISTS (SELECT 1 FROM record WHERE community_id = %(community)s AND scope = %(scope)s"
        " AND seq > %(seq)s AND state <> 'present') AS gone,"
        " EXISTS (SELECT 1 FROM left_scope WHERE community_id = %(community)s AND scope = %(scope)s"
        " AND seq > %(seq)s) AS moved",
        {"community": community, "scope": scope, "seq": row.seq},
    ).one()
    if since.gone or since.moved or since.changed > max(_FEW, rows // _CHANGED_AT_MOST):
        return None
    body = bytes(row.body)
    if is_sealed(scope):
        body = sealer.open(body, _place(community, scope, row.seq))
    return Snapshot(row.seq, row.etag, body)


def keep(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    scope: ScopeId,
    made: Snapshot,
    now: datetime,
) -> None:
    """Keep a snapshot in the place of an older one."""
    body = made.body
    if is_sealed(scope):
        body = sealer.seal(body, _place(community, scope, made.seq))
    connection.exec_driver_sql(
        "INSERT INTO snapshot (community_id, scope, seq, etag, body, made) VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (community_id, scope) DO UPDATE SET seq = EXCLUDED.seq, etag = EXCLUDED.etag,"
        " body = EXCLUDED.body, made = EXCLUDED.made WHERE snapshot.seq <= EXCLUDED.seq",
        (community, scope, made.seq, made.etag, body, now),
    )


def present(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    scope: ScopeId,
    kinds: Sequence[str],
    *,
    newest_by: str | None = None,
) -> Iterator[Held]:
    """The present records of some kinds, by id, or by a day in an open cell with the newest first."""
    order = "cells->>%(day)s DESC NULLS LAST, id" if newest_by is not None else "id"
    # At once, for all of it is packed: for a cursor PostgreSQL would walk the whole community in order.
    rows = statement.rows(
        connection,
        "SELECT id, kind, seq, parent, cells::text, seen::text, sealed FROM record"
        " WHERE community_id = %(community)s AND scope = %(scope)s AND kind = ANY(%(kinds)s)"
        f" AND state = 'present' ORDER BY {order}",
        {"community": community, "scope": scope, "kinds": list(kinds), "day": newest_by or ""},
    )
    for record, kind, seq, parent, cells, seen, sealed in rows:
        if sealed is None:
            yield Held(Change(seq, record, kind, cells, seen), parent)
        else:
            held = open_for_travel(sealer, community, scope, record, seq, bytes(sealed))
            yield Held(Change(seq, record, kind, str(held.cells, "utf-8"), str(held.seen, "utf-8")), parent)


def _place(community: CommunityId, scope: ScopeId, seq: int) -> Place:
    return Place("snapshot", community, scope, "", seq)
