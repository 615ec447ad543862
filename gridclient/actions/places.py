"""The tree of places: what the community lies in, its grids, and the buildings of each grid."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gridclient.db.grid_changes import BuildingSize, GridLine, content_of, grid_lines
from gridclient.db.place_tree import DivisionHere, buildings_named, divisions_above
from gridclient.db.regrouping import placed_buildings
from gridclient.db.threads import Connection, Database
from gridcore.ids import CommunityId, RecordId
from gridcore.regrouping import Period

__all__ = ["BuildingPlace", "DivisionHere", "PlaceTree", "Places"]


@dataclass(frozen=True)
class PlaceTree:
    """The divisions from the highest down to the community, and its grids."""

    divisions: Sequence[DivisionHere]
    grids: Sequence[GridLine]


@dataclass(frozen=True)
class BuildingPlace:
    """A building of a grid, since when it is there (ISO), and where it was before."""

    size: BuildingSize
    since: str | None
    former: tuple[Period, ...]


class Places:
    """Reads them from the store. Names and codes of grids are the community's; sizes are what is here."""

    def __init__(self, database: Database, community: CommunityId) -> None:
        self._database, self._community = database, community

    async def tree(self) -> PlaceTree:
        """All but the buildings."""

        def read(connection: Connection) -> PlaceTree:
            divisions = divisions_above(connection, self._community)
            return PlaceTree(divisions, grid_lines(connection, self._community))

        return await self._database.read(read)

    async def buildings(self, grid: str) -> Sequence[BuildingPlace]:
        """The buildings of a grid."""

        def read(connection: Connection) -> list[BuildingPlace]:
            placed = {each.building: each for each in placed_buildings(connection)}
            return [
                BuildingPlace(each, placed[each.id].since, placed[each.id].former)
                for each in content_of(connection, grid).buildings
            ]

        return await self._database.read(read)

    async def named(self, words: str) -> Mapping[str, Collection[RecordId]]:
        """The buildings whose estate and name hold the words, by the code of their grid."""
        return await self._database.read(lambda connection: buildings_named(connection, words))
