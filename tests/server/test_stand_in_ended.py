"""A visit made as a stand-in is kept for the supervisor when the stand-in was taken back meanwhile."""

from gridcore.ids import RecordId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.sync.edits import Remove
from gridserver.installation import Installation
from tests.server.field import AT, GRID_1, Laptop, new_group, new_id
from tests.server.homes import move_in
from tests.server.test_stand_ins import FIRST, LAST, arranged


def take_back(sun: Laptop, made: RecordId) -> None:
    sun.sync()
    sun.write(Remove(0, new_group(), made, sun.records[COMMUNITY_SCOPE][made].seq, AT))
    assert sun.sync().codes == ["ok"]


def test_a_visit_that_was_made_before_the_stand_in_was_taken_back_is_not_lost(
    field: Installation, address: str
) -> None:
    sun, li = Laptop(field, address, "sun"), Laptop(field, address, "li")
    home = move_in(li, GRID_1)
    li.sync()
    made = arranged(sun, (FIRST.isoformat(), LAST.isoformat()))
    chen = Laptop(field, address, "chen")
    chen.sync()
    visit = {"household": home.household, "visited_on": "2026-03-02", "kind": "care", "way": "door"}
    chen.create("visit", new_id("v"), dict(visit), GRID_1)
    take_back(sun, made)
    assert chen.sync().codes == ["parked"]
    assert GRID_1 not in chen.records
