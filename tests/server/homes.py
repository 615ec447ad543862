"""A building with one flat, its household and a resident: what most tests write about."""

from dataclasses import dataclass

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from tests.server.field import Laptop, new_id

TAGS = ("volunteer", "contact")
PURPOSE = "need"


@dataclass(frozen=True)
class Home:
    """The ids of a home's records, and the words that are in them."""

    scope: ScopeId
    building: RecordId
    room: RecordId
    household: RecordId
    resident: RecordId
    address: str
    name: str

    def visit(self, laptop: Laptop, said: str = "老人身体尚可。") -> RecordId:
        """A visit to this home, kept for the laptop's next sync."""
        visit = new_id("visit")
        cells: dict[str, Value] = {
            "household": self.household,
            "visited_on": "2026-03-02",
            "kind": "care",
            "way": "door",
            "met": True,
            "said": said,
            "approval": "draft",
        }
        laptop.create("visit", visit, cells, scope=self.scope)
        return visit


def move_in(laptop: Laptop, scope: ScopeId) -> Home:
    """A new home, kept for the laptop's next sync."""
    building, room, household, resident = (
        new_id(kind) for kind in ("building", "room", "household", "resident")
    )
    number = household.split("-")[1].lstrip("0")
    home = Home(scope, building, room, household, resident, f"翠苑一区3幢2单元{number}室", f"王小明{number}")
    laptop.create("building", building, {"name": "3幢", "layout": "tower"}, scope=scope)
    place: Value = {"building": building, "unit": 2, "floor": 5, "room_number": number}
    laptop.create("room", room, {"place": place}, scope=scope)
    laptop.create("household", household, {"room": room, "address": home.address}, scope=scope)
    person: dict[str, Value] = {"household": household, "name": home.name, "birth_date": "1950-01-01"}
    laptop.create("resident", resident, person, scope=scope)
    return home
