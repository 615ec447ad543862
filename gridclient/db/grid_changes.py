"""Grids with their sizes, and what goes along when a building goes to another one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from gridclient.db.buildings import IS_KEPT
from gridclient.db.pending import pending_of
from gridcore.codes.people import GONE
from gridcore.fields import GRID
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Move


@dataclass(frozen=True)
class GridInUse:
    """A grid of the community, uncounted; `is_here`: whether its records lie on this laptop."""

    code: str
    name: str
    is_here: bool

    @property
    def scope(self) -> ScopeId:
        """The scope of its records."""
        return ScopeId(f"{GRID}/{self.code}")


@dataclass(frozen=True)
class GridLine:
    """A grid of the community with its size; `is_here`: whether its records lie on this laptop."""

    id: RecordId
    code: str
    name: str
    worker: str
    in_use_since: str | None
    ended_on: str | None
    is_here: bool
    buildings: int
    households: int
    people: int


@dataclass(frozen=True)
class BuildingSize:
    """A building of a grid with what goes along with it."""

    id: RecordId
    estate: str
    name: str
    households: int
    people: int
    records: int
    rooms: tuple[RecordId, ...] = ()
    facilities: tuple[RecordId, ...] = ()
    is_on_its_way: bool = False
    """To another grid: the server has not taken it there yet."""

    @property
    def words(self) -> str:
        """By what people know it."""
        return self.estate + self.name


@dataclass(frozen=True)
class GridContent:
    """The buildings of a grid in the order of the tour, and the facilities that are in none of them."""

    buildings: Sequence[BuildingSize]
    beside: tuple[RecordId, ...]


@dataclass
class _Along:
    records: Counter[RecordId] = field(default_factory=Counter)
    rooms: dict[RecordId, list[RecordId]] = field(default_factory=lambda: defaultdict(list))


_GRIDS = """
SELECT g.id, coalesce(g.code, ''), coalesce(g.name, g.code, ''), coalesce(g.worker, ''), g.in_use_since,
       g.ended_on, 'grid/' || g.code IN (SELECT scope FROM cursor WHERE community = ?)
FROM shown_grid g WHERE g.removed = 0 ORDER BY g.ended_on IS NOT NULL, g.code, g.id
"""
_SIZES = (
    "SELECT scope, count(*) FROM shown_building WHERE removed = 0 GROUP BY scope",
    f"SELECT h.scope, count(*) FROM shown_household h WHERE {IS_KEPT} GROUP BY h.scope",
    "SELECT scope, count(*) FROM shown_resident"
    f" WHERE removed = 0 AND coalesce(status, '') NOT IN {GONE} GROUP BY scope",
)
_HOUSEHOLDS = f"""
SELECT m.building, count(*) FROM shown_household h JOIN shown_room m ON m.id = h.room
WHERE h.scope = ? AND {IS_KEPT} GROUP BY m.building
"""
_PEOPLE = f"""
SELECT m.building, count(*) FROM shown_resident r JOIN shown_household h ON h.id = r.household
JOIN shown_room m ON m.id = h.room
WHERE r.scope = ? AND r.removed = 0 AND coalesce(r.status, '') NOT IN {GONE} GROUP BY m.building
"""
_BUILDINGS = """
SELECT id, coalesce(estate, ''), coalesce(name, '') FROM shown_building
WHERE scope = ? AND removed = 0 ORDER BY coalesce(tour_order, 9999), estate, length(name), name, id
"""


def grid_lines(connection: Connection, community: CommunityId) -> list[GridLine]:
    """Every grid of the community that is known here, those that have ended last."""
    sizes = [dict(map(tuple, connection.exec_driver_sql(each))) for each in _SIZES]
    found = connection.exec_driver_sql(_GRIDS, (community,))
    return [
        GridLine(
            RecordId(record),
            code,
            name,
            worker,
            since,
            ended,
            bool(is_here),
            *(each.get(f"{GRID}/{code}", 0) for each in sizes),
        )
        for record, code, name, worker, since, ended, is_here in found
    ]


def grids_in_use(connection: Connection, community: CommunityId) -> list[GridInUse]:
    """Those that have not ended, in the order of their codes."""
    found = connection.exec_driver_sql(_GRIDS, (community,))
    return [
        GridInUse(code, name, bool(is_here)) for _, code, name, _, _, ended, is_here in found if ended is None
    ]


def content_of(connection: Connection, grid: str) -> GridContent:
    """What lies in a grid, building by building."""
    scope = ScopeId(f"{GRID}/{grid}")
    rows = connection.exec_driver_sql(_BUILDINGS, (scope,)).all()
    households = dict(map(tuple, connection.exec_driver_sql(_HOUSEHOLDS, (scope,))))
    people = dict(map(tuple, connection.exec_driver_sql(_PEOPLE, (scope,))))
    along = _along(connection, scope)
    facilities = _facilities(connection, scope)
    ids = [RecordId(row[0]) for row in rows]
    pending = pending_of(connection, ids)
    buildings = [
        BuildingSize(
            id=building,
            estate=row[1],
            name=row[2],
            households=households.get(building, 0),
            people=people.get(building, 0),
            records=1 + along.records[building],
            rooms=tuple(along.rooms.get(building, ())),
            facilities=tuple(facilities.pop(building, ())),
            is_on_its_way=any(isinstance(each.edit, Move) for each in pending.get(building, ())),
        )
        for building, row in zip(ids, rows, strict=True)
    ]
    return GridContent(buildings, tuple(each for held in facilities.values() for each in held))


def _facilities(connection: Connection, scope: ScopeId) -> dict[RecordId | None, list[RecordId]]:
    """The facilities of a grid by the building that they are in."""
    found: dict[RecordId | None, list[RecordId]] = defaultdict(list)
    for record, building in connection.exec_driver_sql(
        "SELECT id, building FROM shown_facility WHERE scope = ? AND removed = 0 ORDER BY id", (scope,)
    ):
        found[None if building is None else RecordId(building)].append(RecordId(record))
    return found


def _along(connection: Connection, scope: ScopeId) -> _Along:
    """How many records hang on each building of a grid, removed ones too, and which rooms it has."""
    found = _Along()
    building_of: dict[RecordId, RecordId] = {}
    kinds = [("building", "")]
    for kind, parent in kinds:
        kinds += [
            (each.kind, each.parent)
            for each in RECORD_TYPES.values()
            if each.parent is not None and each.scope is GRID and each.fields[each.parent].link == kind
        ]
        if not parent:
            continue
        for record, above in connection.exec_driver_sql(
            f'SELECT id, "{parent}" FROM shown_{kind} WHERE scope = ?', (scope,)
        ):
            building = RecordId(above) if kind == "room" else building_of.get(RecordId(above))
            if building is not None:
                building_of[RecordId(record)] = building
                found.records[building] += 1
                if kind == "room":
                    found.rooms[building].append(RecordId(record))
    return found
