"""Drops farewells that nobody waits for, and notes up to which number that was done."""

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridserver.db import statement
from gridserver.db.blobs import ATTACHED_IN

# What was erased is told for ever: who hears it lets go of more than the record. Attachments follow their
# record into another scope only if they hung on it before it left (`blobs.former_scopes`).
_NOT_NEEDED = """
 FROM left_scope l WHERE l.community_id = %(community)s AND l.seq <= %(upto)s
  AND NOT EXISTS (SELECT 1 FROM record r WHERE r.community_id = l.community_id AND r.id = l.record
                  AND (r.state = 'erased' OR coalesce(r.sets ?| %(attached_in)s::text[], false)))
"""


def scopes_to_compact(connection: Connection, community: CommunityId, upto: int) -> list[ScopeId]:
    """The scopes with farewells that may be dropped, up to a number that everybody has read."""
    asked = {"community": community, "upto": upto, "attached_in": ATTACHED_IN}
    rows = statement.rows(connection, f"SELECT DISTINCT l.scope {_NOT_NEEDED} ORDER BY l.scope", asked)
    return [ScopeId(scope) for (scope,) in rows]


def drop_farewells(connection: Connection, community: CommunityId, scope: ScopeId, upto: int) -> int:
    """Drop a scope's farewells and raise its floor to the newest of them; how many went.

    The scope's row is locked first, as by those who write: nobody waits for another in a circle.
    """
    asked = {"community": community, "upto": upto, "attached_in": ATTACHED_IN, "scope": scope}
    where = "WHERE community_id = %(community)s AND scope = %(scope)s"
    statement.run(connection, f"SELECT floor FROM scope_stat {where} FOR UPDATE", asked)
    dropped = statement.rows(
        connection, f"DELETE {_NOT_NEEDED} AND l.scope = %(scope)s RETURNING l.seq", asked
    )
    if not dropped:
        return 0
    asked["floor"] = max(seq for (seq,) in dropped)
    statement.run(connection, f"UPDATE scope_stat SET floor = greatest(floor, %(floor)s) {where}", asked)
    statement.run(connection, f"DELETE FROM snapshot {where} AND seq < %(floor)s", asked)
    return len(dropped)
