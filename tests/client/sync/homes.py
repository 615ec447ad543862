"""Records that many stories begin with."""

from gridcore.ids import RecordId
from tests.client.sync.laptop import Laptop

SCOPE = "grid/grid-1"
ADDRESS = "幸福小区1号楼301室"
PHONE = "13800001234"


async def household(laptop: Laptop, name: str = "1号楼", address: str = ADDRESS) -> RecordId:
    """A building, a room and a household in it."""
    building = await laptop.create("building", SCOPE, name=name)
    room = await laptop.create("room", building=building, unit=1, floor=3, room_number="301")
    return await laptop.create("household", room=room, address=address, phone=PHONE)


async def visit(laptop: Laptop, home: RecordId, said: str = "身体好") -> RecordId:
    """A visit to a household."""
    return await laptop.create(
        "visit", household=home, visited_on="2026-10-29", kind="contact", way="door", met=True, said=said
    )
