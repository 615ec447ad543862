"""The tree of places: what the community lies in, its grids, and the buildings of each grid."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gridclient.db.grid_changes import BuildingSize, GridLine, content_of, grid_lines
from gridclient.db.grid_numbers import households_on, people_on, visits_between
from gridclient.db.place_tree import DivisionHere, building_names, buildings_named, divisions_above
from gridclient.db.regrouping import placed_buildings
from gridclient.db.threads import Connection, Database
from gridcore.ids import CommunityId, RecordId
from gridcore.regrouping import Period, Placed, counted_by_grid

__all__ = ["BuildingPlace", "DivisionHere", "PlaceTree", "Places"]


@dataclass(frozen=True)
class PlaceTree:
    """The divisions from the highest down to the community, and its grids."""

    divisions: Sequence[DivisionHere]
    grids: Sequence[GridLine]
    visits: Mapping[str, int] = field(default_factory=dict)
    """By grid, of the year up to the day that was asked for."""


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

    async def tree(self, day: str | None = None) -> PlaceTree:
        """All but the buildings; as it was on an earlier day (ISO) where one is given."""

        def read(connection: Connection) -> PlaceTree:
            lines = grid_lines(connection, self._community)
            grids = lines if day is None else _grids_on(connection, lines, day)
            return PlaceTree(divisions_above(connection, self._community), grids, _visits(connection, day))

        return await self._database.read(read)

    async def buildings(self, grid: str, day: str | None = None) -> Sequence[BuildingPlace]:
        """The buildings of a grid; on an earlier day those that belonged to it then."""

        def read(connection: Connection) -> list[BuildingPlace]:
            placed = {each.building: each for each in placed_buildings(connection)}
            if day is None:
                now = content_of(connection, grid).buildings
                return [BuildingPlace(each, placed[each.id].since, placed[each.id].former) for each in now]
            return _buildings_on(connection, placed.values(), grid, day)

        return await self._database.read(read)

    async def named(self, words: str) -> Mapping[str, Collection[RecordId]]:
        """The buildings whose estate and name hold the words, by the code of their grid."""
        return await self._database.read(lambda connection: buildings_named(connection, words))


def _grids_on(connection: Connection, lines: Sequence[GridLine], day: str) -> list[GridLine]:
    """The grids of a day with their sizes then: each building counts where it belonged."""
    placed = placed_buildings(connection)
    people = counted_by_grid(placed, _dated(people_on(connection, day), day))
    households = counted_by_grid(placed, _dated(households_on(connection, day), day))
    buildings = Counter(each.grid_on(day) for each in placed)
    return [
        replace(
            each,
            ended_on=None,
            is_here=each.is_here or buildings[each.code] > 0,
            buildings=buildings[each.code],
            households=households.get(each.code, 0),
            people=people.get(each.code, 0),
        )
        for each in lines
        if (each.in_use_since or "") <= day < (each.ended_on or "9999")
    ]


def _visits(connection: Connection, day: str | None) -> Mapping[str, int]:
    """The visits of the day's year up to it, each by the grid of its own day; none where no day is asked."""
    if day is None:
        return {}
    return counted_by_grid(placed_buildings(connection), visits_between(connection, f"{day[:4]}-01-01", day))


def _buildings_on(
    connection: Connection, placed: Iterable[Placed], grid: str, day: str
) -> list[BuildingPlace]:
    people, households = people_on(connection, day), households_on(connection, day)
    names = building_names(connection)
    return [
        BuildingPlace(
            BuildingSize(
                each.building,
                *names[each.building],
                households=households.get(each.building, 0),
                people=people.get(each.building, 0),
                records=0,
            ),
            None,
            (),
        )
        for each in placed
        if each.grid_on(day) == grid
    ]


def _dated(counts: Mapping[RecordId, int], day: str) -> Iterable[tuple[RecordId, str, int]]:
    return ((building, day, count) for building, count in counts.items())
