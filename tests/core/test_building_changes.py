"""A building is changed afterwards: its doors follow, nobody loses one, and addresses keep its name."""

import pytest

from gridcore.building_changes import Home, RoomHere, Standing, change_building, door_changes
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId
from gridcore.moving import Saving
from gridcore.new_buildings import Door, NewBuilding, doors
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen
from gridcore.sync.edits import Create, Edit, Remove, Restore, Set

SAVING = Saving(GroupId("g"), "2026-11-23T02:00:00Z")
HOUSE = RecordId("b")
Cells = dict[str, Value]
TOWER: Cells = {"estate": "春晓苑", "name": "3号楼", "layout": "tower"} | {
    "units": 2,
    "floors": 3,
    "rooms_a_floor": 2,
}
YARD: Cells = {"estate": "王家村", "name": "2号院", "layout": "courtyard"}


def seen(kind: str, cells: Cells) -> Seen:
    return Seen(cells, dict.fromkeys(RECORD_TYPES[kind].cells, 5))


def home(at: str) -> Home:
    address = f"春晓苑3号楼{at}"
    return Home(RecordId(f"h{at}"), address, seen("household", {"address": address}))


def standing(
    cells: Cells, *more: RoomHere, homes: tuple[str, ...] = (), houses: int | None = None
) -> Standing:
    """With all doors of its layout, written as a roster writes them."""
    rooms = [
        RoomHere(
            RecordId(f"m{each.unit}-{each.number}"),
            Door(each.unit, each.floor, each.number.lstrip("0")),
            7,
            homes=(home(each.number),) if each.number in homes else (),
        )
        for each in doors(NewBuilding("g1", cells, houses))
    ]
    return Standing(HOUSE, "g1", seen("building", cells), [*rooms, *more])


def wanted(cells: Cells, houses: Value = None, **values: Value) -> NewBuilding:
    return NewBuilding("g1", {**cells, **values}, houses)


def numbers(found: tuple[RoomHere, ...]) -> list[str]:
    return [f"{each.door.unit}-{each.door.number}" for each in found]


def kinds(edits: list[Edit]) -> list[type[Edit]]:
    return [type(each) for each in edits]


def test_a_form_that_is_saved_unchanged_changes_nothing_whatever_doors_are_missing() -> None:
    there = standing(TOWER)
    some = Standing(HOUSE, "g1", there.seen, there.rooms[:3])
    assert change_building(some, wanted(TOWER), SAVING) == []


@pytest.mark.parametrize(
    ("cells", "gone", "added"),
    [
        ({"floors": 2}, ["1-301", "1-302", "2-301", "2-302"], 0),
        ({"units": 1}, ["2-101", "2-102", "2-201", "2-202", "2-301", "2-302"], 0),
        ({"rooms_a_floor": 1}, ["1-102", "1-202", "1-302", "2-102", "2-202", "2-302"], 0),
        ({"floors": 4}, [], 4),
        ({"units": 3, "floors": 2}, ["1-301", "1-302", "2-301", "2-302"], 4),
    ],
)
def test_another_layout_adds_and_takes_the_doors_between(cells: Cells, gone: list[str], added: int) -> None:
    found = door_changes(standing(TOWER), wanted(TOWER, **cells))
    assert (numbers(found.gone), len(found.added)) == (gone, added)


def test_a_door_that_no_layout_made_goes_with_its_entrance_or_floor_alone() -> None:
    shop, loft = (
        RoomHere(RecordId(name), Door(unit, floor, name))
        for name, unit, floor in (("shop", 0, 1), ("loft", 1, 3))
    )
    there = standing(TOWER, shop, loft)
    assert "1-loft" not in numbers(door_changes(there, wanted(TOWER, rooms_a_floor=1)).gone)
    assert "1-loft" in numbers(door_changes(there, wanted(TOWER, floors=2)).gone)
    assert "0-shop" not in numbers(door_changes(there, wanted(TOWER, floors=1, units=1)).gone)


def test_a_layout_that_was_never_told_is_completed_and_takes_what_lies_beyond() -> None:
    untold: Cells = {"name": "3号楼", "layout": "tower"}
    rooms = [RoomHere(RecordId(number), Door(1, int(number[0]), number)) for number in ("101", "901")]
    there = Standing(HOUSE, "g1", seen("building", untold), rooms)
    found = door_changes(there, wanted(TOWER))
    assert numbers(found.gone) == ["1-901"]
    assert len(found.added) == 11


def test_who_is_kept_behind_a_door_that_would_go_is_told() -> None:
    found = door_changes(standing(TOWER, homes=("0301", "0101")), wanted(TOWER, floors=2))
    assert numbers(found.lived_in) == ["1-301", "2-301"]
    assert [each.homes[0].address for each in found.lived_in] == ["春晓苑3号楼0301"] * 2


def test_doors_come_and_go_in_one_save() -> None:
    edits = change_building(standing(TOWER), wanted(TOWER, floors=2, units=3), SAVING)
    assert kinds(edits) == [Set, Set, *[Remove] * 4, *[Create] * 4]
    assert {each.grp for each in edits} == {SAVING.grp}
    taken = [each for each in edits if isinstance(each, Remove)]
    assert {each.base for each in taken} == {7}
    made = [each for each in edits if isinstance(each, Create)]
    assert made[0].cells["place"] == {"building": HOUSE, "unit": 3, "floor": 1, "room_number": "0101"}


def test_a_door_that_went_once_is_brought_back_and_not_made_anew() -> None:
    was = RoomHere(RecordId("old"), Door(1, 4, "401"), is_removed=True)
    edits = change_building(standing(TOWER, was), wanted(TOWER, floors=4), SAVING)
    assert kinds(edits) == [Set, Restore, *[Create] * 3]
    assert edits[1].id == "old"


def test_a_new_name_goes_into_the_addresses_that_begin_with_the_old_one() -> None:
    there = standing(TOWER, homes=("0101",))
    other = Home(RecordId("h9"), "老地址9号", seen("household", {"address": "老地址9号"}))
    more = RoomHere(RecordId("m9"), Door(0, 1, "9"), homes=(other,))
    there = Standing(HOUSE, "g1", there.seen, [*there.rooms, more])
    edits = change_building(there, wanted(TOWER, estate="春晓新苑", name="5号楼"), SAVING)
    told = {(each.id, each.cell): each.value for each in edits if isinstance(each, Set)}
    assert told[HOUSE, "estate"] == "春晓新苑"
    assert told[HOUSE, "name"] == "5号楼"
    assert told[RecordId("h0101"), "address"] == "春晓新苑5号楼0101"
    assert not any(record == "h9" for record, _ in told)


def test_a_courtyard_gets_and_loses_houses_by_their_number() -> None:
    odd = RoomHere(RecordId("odd"), Door(0, 1, "3-1"))
    there = standing(YARD, odd, houses=4)
    assert there.houses == 4
    found = door_changes(there, wanted(YARD, 2))
    assert (numbers(found.gone), found.added) == (["0-3", "0-4"], ())
    assert [each.number for each in door_changes(there, wanted(YARD, 6)).added] == ["5", "6"]
    assert standing(TOWER).houses is None


def test_a_tower_that_turns_out_to_be_a_courtyard_loses_its_flats_and_its_sizes() -> None:
    found = change_building(standing(TOWER), wanted(TOWER, 2, layout="courtyard"), SAVING)
    told = {each.cell: each.value for each in found if isinstance(each, Set)}
    assert told == {"layout": "courtyard", "units": None, "floors": None, "rooms_a_floor": None}
    assert kinds(found)[4:] == [*[Remove] * 12, *[Create] * 2]
    back = door_changes(standing(YARD, houses=2), wanted(TOWER))
    assert (numbers(back.gone), len(back.added)) == (["0-1", "0-2"], 12)
