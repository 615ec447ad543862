"""The names of the divisions in which communities lie: each community keeps its own chain of them."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridserver.db import statement

_PLACES = """
SELECT community_id, id, cells->>'name', coalesce(cells->>'district', cells->>'above'), kind = 'community'
  FROM record WHERE scope = 'community' AND kind IN ('community', 'district') AND state = 'present'
 ORDER BY community_id, id
"""


def names_above(connection: Connection) -> dict[CommunityId, tuple[str, ...]]:
    """By community, the names of the divisions that it lies in, the largest first."""
    above: dict[CommunityId, dict[str, tuple[str, str | None]]] = {}
    first: dict[CommunityId, str | None] = {}
    for community, record, name, upwards, is_community in statement.rows(connection, _PLACES, ()):
        above.setdefault(community, {})[record] = (name or "", upwards)
        if is_community:
            first[community] = upwards
    return {community: _chain(above[community], upwards) for community, upwards in first.items()}


def _chain(above: Mapping[str, tuple[str, str | None]], record: str | None) -> tuple[str, ...]:
    """The names from the top down; a chain that bites its tail ends where it does."""
    found: dict[str, str] = {}
    while record is not None and record in above and record not in found:
        found[record], record = above[record]
    return tuple(reversed(found.values()))
