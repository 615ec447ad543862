"""Whether all places of a grid, and who lives there, stand in the tables that a form asks."""

from sqlalchemy import Connection

from gridclient.db.cursors import ScopeState, cursor_of
from gridclient.db.shown_rebuild import stale
from gridcore.fields import GRID
from gridcore.ids import CommunityId, ScopeId

_KINDS = frozenset({"building", "room", "facility", "household", "resident"})


def has_arrived(connection: Connection, community: CommunityId, grid: str) -> bool:
    """False during the first sync of a grid, and while tables are filled anew after an update."""
    cursor = cursor_of(connection, community, ScopeId(f"{GRID}/{grid}"))
    has_begun = cursor is not None and cursor.state is ScopeState.BEGUN
    return not has_begun and _KINDS.isdisjoint(stale(connection))
