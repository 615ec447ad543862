"""Ready-made first syncs, one for each scope, kept until something in them may not be given any more."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridcore.wire.columns import FORMAT
from gridserver.db import statement
from gridserver.db.feed import Change, opened
from gridserver.db.seal import Place, Sealer, is_sealed
from gridserver.db.statistics import ScopeStat

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
    day: str
    """Of a visit that is not sealed."""


def kept(
    connection: Connection, sealer: Sealer, community: CommunityId, scope: ScopeId, stat: ScopeStat
) -> Snapshot | None:
    """The kept snapshot, unless it holds what left or was removed, or too much has changed since.

    Its tag begins with its format. Of one below the floor nobody knows any more what left since.
    """
    row = connection.exec_driver_sql(
        "SELECT seq, etag, body FROM snapshot WHERE community_id = %s AND scope = %s", (community, scope)
    ).first()
    if row is None or not row.etag.startswith(f"{FORMAT}-"):
        return None  # of another version of the server
    if row.seq < stat.floor:
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
    if since.gone or since.moved or since.changed > max(_FEW, stat.rows // _CHANGED_AT_MOST):
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


def forget(connection: Connection, community: CommunityId, scopes: Iterable[ScopeId]) -> None:
    """Throw the kept snapshots of these scopes away: they hold what may not be kept."""
    connection.exec_driver_sql(
        "DELETE FROM snapshot WHERE community_id = %s AND scope = ANY(%s)", (community, sorted(scopes))
    )


def present(connection: Connection, sealer: Sealer, community: CommunityId, scope: ScopeId) -> list[Held]:
    """The present records of a scope, by id.

    In one statement that leaves no sorting to PostgreSQL: all of it is packed, and it compares texts slowly.
    """
    rows = statement.rows(
        connection,
        "SELECT id, kind, seq, parent, cells->>'visited_on', cells::text, seen::text, sealed FROM record"
        " WHERE community_id = %s AND scope = %s AND state = 'present'",
        (community, scope),
    )
    found = []
    for record, kind, seq, parent, day, cells, seen, sealed in rows:
        change = opened(sealer, community, scope, Change(seq, record, kind, cells, seen), sealed)
        found.append(Held(change, parent, day or ""))
    return sorted(found, key=lambda each: each.change.id)


def _place(community: CommunityId, scope: ScopeId, seq: int) -> Place:
    return Place("snapshot", community, scope, "", seq)
