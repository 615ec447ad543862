"""Buildings that were not read from a store: towers of any height."""

from __future__ import annotations

import datetime

from gridclient.actions.buildings import (
    BuildingLine,
    Chart,
    LivingThere,
    Signs,
    chart_of,
)
from gridclient.db.buildings import ChartRoom
from gridcore.ids import RecordId

NAMES = ("何洋静", "王伟", "欧阳文娟", "李建国", "曾玉")
TAGS = ((), ("service_post",), ("volunteer",), ("contact",), ("service_post", "volunteer", "contact"))


def household(number: int, *, name: str = "") -> LivingThere:
    """A made-up household, always the same for a number."""
    return LivingThere(
        id=RecordId(f"h{number}"),
        address=f"守望花园1号楼{number}",
        name=name or NAMES[number % len(NAMES)],
        people=number % 6 + 1,
        tenure="rented" if number % 7 == 0 else "owner",
        tags=TAGS[number * 3 % 11 % len(TAGS)],
        last_visit=(None, "2026-10-20", "2026-06-01")[number % 3],
        is_waiting=number % 31 == 0,
        is_disputed=number % 37 == 0,
    )


def tower(floors: int, flats: int, identity: str = "tower") -> tuple[BuildingLine, list[ChartRoom]]:
    """A tower with one entrance; every ninth flat is vacant."""
    rooms = []
    for floor in range(1, floors + 1):
        for at in range(1, flats + 1):
            number = floor * 100 + at
            homes = () if number % 9 == 0 else (household(number),)
            status = "vacant" if not homes else "occupied"
            room = RecordId(f"{identity}-{number}")
            rooms.append(ChartRoom(room, 1, floor, f"{floor:02d}{at:02d}", status, homes))
    line = BuildingLine(RecordId(identity), "守望花园", f"{identity}号楼", "tower")
    return line, rooms


class Charts:
    """Buildings that were not read from a store."""

    def __init__(self, *buildings: tuple[BuildingLine, list[ChartRoom]]) -> None:
        self.held = {line.id: (line, rooms) for line, rooms in buildings}

    async def buildings(self) -> list[BuildingLine]:
        """All of them."""
        return [line for line, _ in self.held.values()]

    async def chart(self, building: RecordId, day: datetime.date) -> Chart | None:
        """One of them; every eighth household has a care plan, every sixteenth waits for a visit."""
        line, rooms = self.held[building]
        homes = [home.id for room in rooms for home in room.households]
        return chart_of(line, rooms, Signs(day, frozenset(homes[::8]), frozenset(homes[::16])))

    async def building_of(self, home: RecordId) -> RecordId | None:
        """Where a household lives."""
        for line, rooms in self.held.values():
            if any(each.id == home for room in rooms for each in room.households):
                return line.id
        return None
