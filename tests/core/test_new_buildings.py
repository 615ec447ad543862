"""A new building comes with its doors; one that is there already is refused in clear words."""

from datetime import date

import pytest

from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId
from gridcore.moving import Saving
from gridcore.new_buildings import NewBuilding, doors, new_building_edits, new_building_problem
from gridcore.records import RECORD_TYPES
from gridcore.roster.ids import building_id, room_id

C = CommunityId("330106001001")
GRID = f"{C}1001"
TODAY = date(2026, 11, 23)
SAVING = Saving(GroupId("g"), "2026-11-23T02:00:00Z")


def tower(**values: Value) -> NewBuilding:
    usual: dict[str, Value] = {"estate": "春晓苑", "name": "3号楼", "layout": "tower"}
    sizes: dict[str, Value] = {"units": 2, "floors": 3, "rooms_a_floor": 2}
    return NewBuilding(GRID, {**usual, **sizes, **values})


def courtyard(houses: Value, **values: Value) -> NewBuilding:
    usual: dict[str, Value] = {"estate": "王家村", "name": "2号院", "layout": "courtyard", "units": 5}
    return NewBuilding(GRID, {**usual, **values}, houses)


def test_a_tower_has_a_door_for_each_flat_of_each_floor_of_each_entrance() -> None:
    found = list(doors(tower()))
    assert len(found) == 12
    assert [(each.unit, each.floor, each.number) for each in found[:3]] == [
        (1, 1, "0101"),
        (1, 1, "0102"),
        (1, 2, "0201"),
    ]
    highest = list(doors(tower(units=1, floors=34, rooms_a_floor=12)))
    assert (len(highest), highest[-1].number) == (408, "3412")


def test_a_courtyard_has_houses_and_neither_entrances_nor_floors() -> None:
    assert [(each.unit, each.number) for each in doors(courtyard(3))] == [(0, "1"), (0, "2"), (0, "3")]
    made = new_building_edits(C, courtyard(3), SAVING)[0]
    assert set(made.cells) == {"estate", "name", "layout"}


def test_building_and_doors_are_one_save_with_the_ids_that_a_roster_would_give_them() -> None:
    building, *rooms = new_building_edits(C, tower(), SAVING)
    assert building.id == building_id(C, GRID, "春晓苑", "3栋")
    assert building.scope == f"grid/{GRID}"
    assert rooms[0].id == room_id(building.id, 1, "101")
    assert {each.kind for each in rooms} == {"room"}
    assert len({each.grp for each in (building, *rooms)}) == 1
    place = RECORD_TYPES["room"].value_of(rooms[-1].cells, "room_number")
    assert place == "0302"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (tower(), None),
        (tower(estate=None), None),
        (tower(estate="苑" * 61), ("estate", "too_long")),
        (tower(name=None), ("name", "required")),
        (tower(layout=None), ("layout", "required")),
        (tower(units=None), ("units", "required")),
        (tower(floors=0), ("floors", "too_small")),
        (tower(floors=121), ("floors", "too_large")),
        (tower(units=40, floors=34, rooms_a_floor=12), ("units", "too_many_doors")),
        (tower(name="3 栋", estate="春晓苑 "), None),
        (courtyard(3), None),
        (courtyard(None), ("houses", "required")),
        (courtyard("drei"), ("houses", "required")),
        (courtyard(0), ("houses", "too_small")),
        (courtyard(1_000), ("houses", "too_large")),
        (tower(name="12栋"), ("name", "building_twice")),
        (courtyard(4, name="１号院"), ("name", "building_twice")),
    ],
)
def test_what_is_missing_too_large_or_there_already_is_named(
    new: NewBuilding, told: tuple[str, str] | None
) -> None:
    known = [("春晓苑", "12号楼", "第一网格"), ("王家村", "1号大院", "第二网格")]
    found = new_building_problem(new, known, TODAY)
    assert (None if found is None else (found.field, found.code)) == told
    if told is not None and told[1] == "building_twice":
        assert found is not None
        assert found.params["grid"] in ("第一网格", "第二网格")
