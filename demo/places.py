"""The places of the demo: estates, grids, buildings and rooms of a community."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo.names import STREETS, chinese_number, estate_names
from gridcore.codes.divisions import building_code, grid_code
from gridcore.ids import RecordId
from gridcore.roster import ids

VACANT_SHARE, RENTED_SHARE, BUSINESS_SHARE = 0.08, 0.12, 0.004
TOWER, COURTYARD = "tower", "courtyard"
_FLATS_A_FLOOR = 2


@dataclass(frozen=True, slots=True)
class Estate:
    """An estate and the street it lies on."""

    name: str
    street: str
    door: int
    is_village: bool


@dataclass(frozen=True, slots=True)
class Building:
    """A building with flats, or a courtyard of houses."""

    id: RecordId
    code: str
    estate: Estate
    name: str
    layout: str
    units: int
    floors: int
    rooms_a_floor: int
    tour_order: int


@dataclass(frozen=True, slots=True)
class Room:
    """One dwelling; `unit` is 0 in a courtyard."""

    id: RecordId
    building: Building
    unit: int
    floor: int
    number: str

    @property
    def address(self) -> str:
        """The address as a household's card shows it."""
        entrance = f"{self.unit}单元" if self.unit else ""
        ending = "" if self.unit else "号"
        return f"{self.building.estate.name}{self.building.name}{entrance}{self.number}{ending}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid with its rooms; `households` of them are lived in."""

    id: RecordId
    code: str
    name: str
    buildings: tuple[Building, ...]
    rooms: tuple[Room, ...]
    households: int


@dataclass(frozen=True, slots=True)
class GridWish:
    """What a grid should have; estates may go on in the next grid."""

    households: int
    estates: tuple[Estate, ...]


def make_estates(chance: random.Random, count: int, villages: int) -> list[Estate]:
    """Estates with names and addresses of their own; the last ones are villages of courtyards."""
    return [
        Estate(name, chance.choice(STREETS), chance.randint(1, 180), place >= count - villages)
        for place, name in enumerate(estate_names(chance, count - villages, villages))
    ]


def make_grids(chance: random.Random, community: str, wishes: Sequence[GridWish]) -> list[Grid]:
    """The grids of a community. Buildings are numbered inside their estate, across grids."""
    numbers: dict[str, int] = {}
    serial, surplus, found = 0, 0.0, []
    for place, wish in enumerate(wishes, 1):
        code = grid_code(community, "1", place)
        wanted = wish.households / (1 - VACANT_SHARE - BUSINESS_SHARE) - surplus
        buildings: list[Building] = []
        for shape in _shapes(chance, wanted, wish.households, wish.estates):
            serial += 1
            buildings.append(_building(community, code, serial, len(buildings) + 1, numbers, shape))
        rooms = tuple(room for building in buildings for room in _rooms(building))
        surplus = len(rooms) - wanted
        name = f"第{chinese_number(place)}网格"
        found.append(Grid(ids.grid_id(code), code, name, tuple(buildings), rooms, wish.households))
    return found


@dataclass(frozen=True, slots=True)
class _Shape:
    estate: Estate
    layout: str
    units: int
    floors: int
    rooms_a_floor: int

    @property
    def rooms(self) -> int:
        return self.units * self.floors * self.rooms_a_floor


def _shapes(
    chance: random.Random, wanted: float, at_least: int, estates: Sequence[Estate]
) -> Iterator[_Shape]:
    """Buildings, estate after estate, that together have about `wanted` rooms and never fewer than needed."""
    rooms = 0
    for place, estate in enumerate(estates, 1):
        goal = wanted * place / len(estates)
        while rooms < goal - 5:
            shape = _shape(chance, estate, goal - rooms)
            rooms += shape.rooms
            yield shape
    while rooms < at_least:
        shape = _Shape(estates[-1], TOWER, 1, 6, _FLATS_A_FLOOR)
        rooms += shape.rooms
        yield shape


def _shape(chance: random.Random, estate: Estate, missing: float) -> _Shape:
    if estate.is_village:
        return _Shape(estate, COURTYARD, 1, 1, min(chance.randint(4, 8), max(round(missing), 2)))
    drawn = chance.random()
    floors = 6 if drawn < 0.58 else 11 if drawn < 0.79 else chance.randint(18, 26)
    units = chance.randint(2, 4)
    if units * floors * _FLATS_A_FLOOR > missing + 5:
        units = max(round(missing / (floors * _FLATS_A_FLOOR)), 1)
    if units * floors * _FLATS_A_FLOOR > missing + 10:
        units, floors = max(round(missing / 12), 1), 6
    return _Shape(estate, TOWER, units, floors, _FLATS_A_FLOOR)


def _building(
    community: str, grid: str, serial: int, tour: int, numbers: dict[str, int], shape: _Shape
) -> Building:
    number = numbers[shape.estate.name] = numbers.get(shape.estate.name, 0) + 1
    name = f"{number}号院" if shape.layout == COURTYARD else f"{number}号楼"
    return Building(
        id=ids.building_id(community, grid, shape.estate.name, name),
        code=building_code(community, serial),
        estate=shape.estate,
        name=name,
        layout=shape.layout,
        units=shape.units,
        floors=shape.floors,
        rooms_a_floor=shape.rooms_a_floor,
        tour_order=tour,
    )


def _rooms(building: Building) -> Iterator[Room]:
    flats = range(1, building.rooms_a_floor + 1)
    if building.layout == COURTYARD:
        for flat in flats:
            yield Room(ids.room_id(building.id, 0, str(flat)), building, 0, 1, str(flat))
        return
    for unit in range(1, building.units + 1):
        for floor in range(1, building.floors + 1):
            for flat in flats:
                number = f"{floor:02d}{flat:02d}"
                yield Room(ids.room_id(building.id, unit, number), building, unit, floor, number)
