"""A new building with its doors: a tower of entrances, floors and flats, or a courtyard of houses."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import GRID, Value
from gridcore.ids import CommunityId, ScopeId
from gridcore.moving import Saving
from gridcore.records import RECORD_TYPES
from gridcore.roster.ids import building_id, place_key, room_id
from gridcore.shapes import as_text
from gridcore.sync.changes import creation
from gridcore.sync.edits import Create
from gridcore.validation import check_value
from gridcore.wire.messages import MOST_EDITS

COURTYARD, TOWER = "courtyard", "tower"
_SIZES = ("units", "floors", "rooms_a_floor")
_MOST_HOUSES = 999


@dataclass(frozen=True)
class NewBuilding:
    """What was typed; `values` are cells of the building, `houses` how many a courtyard has."""

    grid: str
    values: Mapping[str, Value]
    houses: Value = None

    @property
    def is_courtyard(self) -> bool:
        """Whether it has houses and neither entrances nor floors."""
        return self.values.get("layout") == COURTYARD

    @property
    def cells(self) -> dict[str, Value]:
        """The cells of its record."""
        left_out = _SIZES if self.is_courtyard else ()
        return {name: value for name, value in self.values.items() if name not in left_out}


@dataclass(frozen=True)
class Door:
    """A flat or a house: its entrance (0 where there is none), its floor and its number."""

    unit: int
    floor: int
    number: str


def new_building_problem(
    new: NewBuilding, known: Iterable[tuple[str, str, str]], today: datetime.date
) -> FieldProblem | None:
    """Why there cannot be such a building; `known`: estate, name and grid's name of those that are there."""
    for name in ("estate", "name", "layout", *(() if new.is_courtyard else _SIZES)):
        value = new.values.get(name)
        if value is None and name != "estate":
            return problem(name, "required")
        wrong = check_value(RECORD_TYPES["building"].fields[name], value, today=today)
        if wrong:
            return wrong[0]
    if new.is_courtyard:
        if not isinstance(new.houses, int):
            return problem("houses", "required")
        if new.houses < 1:
            return problem("houses", "too_small", limit=1)
        if new.houses > _MOST_HOUSES:
            return problem("houses", "too_large", limit=_MOST_HOUSES)
    elif sum(1 for _ in doors(new)) >= MOST_EDITS:
        return problem("units", "too_many_doors", limit=MOST_EDITS - 1)
    key = _key(as_text(new.values.get("estate")), as_text(new.values.get("name")))
    grid = next((grid for estate, name, grid in known if _key(estate, name) == key), None)
    return None if grid is None else problem("name", "building_twice", grid=grid)


def doors(new: NewBuilding) -> Iterator[Door]:
    """Its doors, from the first entrance and the lowest floor up; houses by their number."""
    if new.is_courtyard:
        for house in range(1, _count(new.houses) + 1):
            yield Door(0, 1, str(house))
        return
    units, floors, rooms = (_count(new.values.get(each)) for each in _SIZES)
    for unit in range(1, units + 1):
        for floor in range(1, floors + 1):
            for room in range(1, rooms + 1):
                yield Door(unit, floor, f"{floor:02}{room:02}")


def new_building_edits(community: CommunityId, new: NewBuilding, saving: Saving) -> list[Create]:
    """The edits that make it, in one group. Its ids follow from its address, as in a roster."""
    estate, name = as_text(new.values.get("estate")), as_text(new.values.get("name"))
    building = building_id(community, new.grid, estate, name)
    scope = ScopeId(f"{GRID}/{new.grid}")
    made = creation(RECORD_TYPES["building"], building, new.cells, grp=saving.grp, at=saving.at, scope=scope)
    edits = [made]
    for each in doors(new):
        place: dict[str, Value] = {
            "building": building,
            "unit": each.unit,
            "floor": each.floor,
            "room_number": each.number,
        }
        room = room_id(building, each.unit, each.number)
        cells = RECORD_TYPES["room"].cells_of(place)
        edits.append(creation(RECORD_TYPES["room"], room, cells, grp=saving.grp, at=saving.at))
    return edits


def _count(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _key(estate: str, name: str) -> tuple[str, str]:
    return place_key(estate), place_key(name)
