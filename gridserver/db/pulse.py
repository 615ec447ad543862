"""What tells that something happened in a community, in one small statement for all of them."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridserver.db import statement

_PULSES = """
SELECT community_id, seq,
       coalesce((SELECT max(n) FROM audit WHERE audit.community_id = counter.community_id), 0)
  FROM counter WHERE community_id = ANY(%s)
"""


class Pulse(NamedTuple):
    """How far the numbers of records are, and those of the audit: duties and trust change with an entry."""

    seq: int
    audit: int


def pulses_of(connection: Connection, communities: Collection[CommunityId]) -> dict[CommunityId, Pulse]:
    """The pulses of those communities that exist."""
    rows = statement.rows(connection, _PULSES, (statement.texts(communities),))
    return {CommunityId(community): Pulse(seq, audit) for community, seq, audit in rows}


def moved_since(connection: Connection, community: CommunityId, seq: int) -> frozenset[ScopeId]:
    """The scopes in which something changed after a number."""
    rows = statement.rows(
        connection, "SELECT scope FROM scope_stat WHERE community_id = %s AND last > %s", (community, seq)
    )
    return frozenset(ScopeId(scope) for (scope,) in rows)
