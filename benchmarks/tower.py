"""A tower of 34 floors with 12 flats each, in which everybody is at home: the largest chart that is drawn."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.laptops import opened
from gridclient.db.confirmed import write_confirmed
from gridclient.db.shown import refresh
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.stored import Confirmed

TOWER = RecordId("bench-tower")
FLOORS, FLATS = 34, 12
_UNITS, _PEOPLE = 3, 3


def build_tower(folder: Path) -> None:
    """Put it into a store that is not open; in the first of its grids. To be called apart."""
    asyncio.run(_build(folder))


async def _build(folder: Path) -> None:
    session = await opened(folder)
    try:
        await session.database.write(_write)
    finally:
        await session.close()


def _write(connection: Connection) -> None:
    scope = connection.exec_driver_sql("SELECT min(scope) FROM shown_building").scalar_one()
    made: list[Confirmed] = []

    def add(kind: str, name: str, cells: dict[str, Value]) -> RecordId:
        record = RecordId(f"{TOWER}-{name}" if name else TOWER)
        made.append(Confirmed(record, kind, ScopeId(scope), cells, {}, 1))
        return record

    add("building", "", {"name": "99号楼", "layout": "tower", "units": _UNITS, "floors": FLOORS})
    for at in range(FLOORS * FLATS):
        above, door = divmod(at, FLATS)
        unit, flat = divmod(door, FLATS // _UNITS)
        number = f"{above + 1:02}{flat + 1:02}"
        place: dict[str, Value] = {
            **{"building": TOWER, "unit": unit + 1, "floor": above + 1},
            "room_number": number,
        }
        room = add("room", f"room-{at}", {"place": place, "status": "rented" if at % 9 == 0 else "occupied"})
        home = RecordId(f"{TOWER}-home-{at}")
        head = RecordId(f"{TOWER}-person-{at}-0")
        address = f"99号楼{unit + 1}单元{number}"
        tags: list[Value] = ["contact"] if at % 7 == 0 else []
        add("household", f"home-{at}", {"room": room, "address": address, "head": head, "tags": tags})
        for one in range(_PEOPLE):
            name = "王李张刘陈杨"[at % 6] + "明华强丽敏静伟"[(at + one) % 7] + "芳娟艳军磊"[at // 7 % 5]
            relation = ("02", "10", "20")[one]
            add("resident", f"person-{at}-{one}", {"household": home, "name": name, "relation": relation})
    write_confirmed(connection, made)
    refresh(connection, [each.id for each in made])
