"""A building that is changed afterwards: its name, its estate, its layout, and the doors that follow from it.

No door goes behind which somebody is kept: those are told, and nothing is changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.moving import Saving
from gridcore.new_buildings import Door, NewBuilding, doors
from gridcore.records import RECORD_TYPES
from gridcore.roster.ids import place_key, room_id
from gridcore.shapes import as_text
from gridcore.sync.changes import Seen, changes, creation
from gridcore.sync.edits import Edit, Remove, Restore

SIZES = ("units", "floors", "rooms_a_floor")


@dataclass(frozen=True)
class Home:
    """A household behind a door, with what the laptop saw of it."""

    id: RecordId
    address: str
    seen: Seen


@dataclass(frozen=True)
class RoomHere:
    """A door of the building as it stands; `seq`: the number of its record as seen."""

    id: RecordId
    door: Door
    seq: int = 0
    is_removed: bool = False
    homes: tuple[Home, ...] = ()

    @property
    def key(self) -> tuple[int, str]:
        """Which door it is, however its number is written."""
        return _key(self.door)


@dataclass(frozen=True)
class Standing:
    """A building as it stands."""

    id: RecordId
    grid: str
    seen: Seen
    rooms: Sequence[RoomHere]

    @property
    def before(self) -> NewBuilding:
        """What would have to be typed to make it."""
        cells = self.seen.cells
        values = {name: cells.get(name) for name in ("estate", "name", "layout", *SIZES)}
        return NewBuilding(self.grid, values, self.houses)

    @property
    def houses(self) -> int | None:
        """The highest number of a house, where there are no entrances."""
        numbers = [each.door.number for each in self.rooms if not each.is_removed and not each.door.unit]
        return max((int(each) for each in numbers if each.isdecimal()), default=None)


@dataclass(frozen=True)
class DoorChanges:
    """What another layout does to the doors."""

    added: tuple[Door, ...]
    gone: tuple[RoomHere, ...]

    @property
    def lived_in(self) -> tuple[RoomHere, ...]:
        """Of those that would go, the ones that cannot: a household is kept behind them."""
        return tuple(each for each in self.gone if each.homes)


def door_changes(standing: Standing, wanted: NewBuilding) -> DoorChanges:
    """Which doors come and which go.

    A door that no layout made, as a shop beside an entrance, stays until its entrance or its floor goes. An
    unchanged layout changes no door, whatever is missing.
    """
    old = {_key(each) for each in doors(standing.before)}
    new = {_key(each): each for each in doors(wanted)}
    here = {each.key for each in standing.rooms if not each.is_removed}
    added = tuple(door for key, door in new.items() if key not in here and key not in old)
    gone = tuple(
        each
        for each in sorted(
            standing.rooms, key=lambda room: (room.door.unit, room.door.floor, room.door.number)
        )
        if not each.is_removed
        and each.key not in new
        and (each.key in old or _lies_beyond(each.door, standing.before, wanted))
    )
    return DoorChanges(added, gone)


def change_building(standing: Standing, wanted: NewBuilding, saving: Saving) -> list[Edit]:
    """The edits of one group: the building, the doors that come and go, the addresses that name it."""
    cells: Mapping[str, Value] = {**dict.fromkeys(SIZES), **wanted.cells}
    declared = RECORD_TYPES["building"]
    edits: list[Edit] = []
    edits += changes(declared, standing.id, standing.seen, cells, grp=saving.grp, at=saving.at)
    found = door_changes(standing, wanted)
    edits += [Remove(0, saving.grp, each.id, each.seq, saving.at) for each in found.gone]
    removed = {each.key: each.id for each in standing.rooms if each.is_removed}
    for each in found.added:
        was_there = removed.get(_key(each))
        if was_there is not None:
            edits.append(Restore(0, saving.grp, was_there, saving.at))
        else:
            edits.append(_made(standing.id, each, saving))
    return [*edits, *_addresses(standing, wanted, saving)]


def _made(building: RecordId, door: Door, saving: Saving) -> Edit:
    place: dict[str, Value] = {
        "building": building,
        "unit": door.unit,
        "floor": door.floor,
        "room_number": door.number,
    }
    declared = RECORD_TYPES["room"]
    room = room_id(building, door.unit, door.number)
    return creation(declared, room, declared.cells_of(place), grp=saving.grp, at=saving.at)


def _addresses(standing: Standing, wanted: NewBuilding, saving: Saving) -> list[Edit]:
    """An address that begins with the building's old name gets the new one."""
    old, new = _words(standing.before), _words(wanted)
    declared = RECORD_TYPES["household"]
    edits: list[Edit] = []
    for home in (home for room in standing.rooms for home in room.homes):
        if old and old != new and home.address.startswith(old):
            told: dict[str, Value] = {"address": new + home.address.removeprefix(old)}
            edits += changes(declared, home.id, home.seen, told, grp=saving.grp, at=saving.at)
    return edits


def _words(building: NewBuilding) -> str:
    return as_text(building.values.get("estate")) + as_text(building.values.get("name"))


def _lies_beyond(door: Door, before: NewBuilding, wanted: NewBuilding) -> bool:
    """Whether a door stands at an entrance or on a floor that is taken away."""
    if wanted.is_courtyard:
        return not before.is_courtyard and door.unit > 0
    return _shrinks("units", door.unit, before, wanted) or _shrinks("floors", door.floor, before, wanted)


def _shrinks(size: str, at: int, before: NewBuilding, wanted: NewBuilding) -> bool:
    was, will_be = before.values.get(size), wanted.values.get(size)
    is_smaller = isinstance(will_be, int) and (not isinstance(was, int) or will_be < was)
    return is_smaller and isinstance(will_be, int) and at > will_be


def _key(door: Door) -> tuple[int, str]:
    return door.unit, place_key(door.number)
