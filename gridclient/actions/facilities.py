"""Facilities and service points, and the grids in which they lie."""

from collections.abc import Sequence
from functools import partial

from gridclient.db import facilities as kept
from gridclient.db.facilities import FacilityLine, GridHere
from gridclient.db.threads import Database
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.permissions import Verb, may
from gridcore.roles import Role

__all__ = ["Facilities", "FacilityLine", "GridHere"]


class Facilities:
    """Reads them from the store; `may_write`: whether this user notes new ones."""

    def __init__(self, database: Database, community: CommunityId, roles: frozenset[Role]) -> None:
        self._database, self._community = database, community
        self.may_write = may(roles, "facility", Verb.CREATE)

    async def lines(self) -> Sequence[FacilityLine]:
        """Every facility on this laptop."""
        return await self._database.read(kept.facilities)

    async def grids(self) -> Sequence[GridHere]:
        """The grids that this laptop follows, with their sizes."""
        return await self._database.read(partial(kept.grids, community=self._community))

    async def buildings(self, scope: ScopeId) -> Sequence[tuple[RecordId, str]]:
        """The buildings of a grid, in which a facility may be."""
        return await self._database.read(partial(kept.buildings_of, scope=scope))
