"""A building of an estate stands in one grid: the server refuses it in a second one, however it is named."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.sync.stored import Stored
from gridcore.sync.twins import are_one, building_trait
from tests.core.sync_desk import GRID, OTHER, Desk, create, in_group, remove

HERE, THERE = RecordId("tower-here"), RecordId("tower-there")
TOWER: dict[str, Value] = {"estate": "春晓苑", "name": "3号楼"}


def made(desk: Desk, replica: ReplicaId, record: RecordId, scope: ScopeId, **cells: Value) -> str:
    verdict = desk.one(replica, create(record, "building", scope=scope, **{**TOWER, **cells}))
    return f"{verdict.code} {verdict.extra or ''}".strip()


@pytest.mark.parametrize("name", ["3号楼", "３栋", "三号楼", "03#"])
def test_a_building_in_a_second_grid_is_refused_however_its_name_is_written(name: str) -> None:
    desk = Desk()
    assert made(desk, desk.ann, HERE, GRID) == "ok"
    assert made(desk, desk.far, THERE, OTHER, name=name) == "invalid building_twice"
    assert THERE not in desk.server.stored


@pytest.mark.parametrize("cells", [{"estate": "春晓二苑"}, {"name": "4号楼"}, {"estate": ""}])
def test_another_building_and_one_without_an_estate_are_taken(cells: dict[str, Value]) -> None:
    desk = Desk()
    assert made(desk, desk.ann, HERE, GRID) == "ok"
    assert made(desk, desk.far, THERE, OTHER, **cells) == "ok"


def test_what_was_removed_stands_nowhere_and_within_a_grid_two_may_meet() -> None:
    desk = Desk()
    assert made(desk, desk.ann, HERE, GRID) == "ok"
    assert made(desk, desk.bob, RecordId("again"), GRID) == "ok"
    for record in (HERE, RecordId("again")):
        desk.one(desk.sue, remove(record, desk.record(record).seq))
    assert made(desk, desk.far, THERE, OTHER) == "ok"


def test_the_doors_of_a_refused_building_are_refused_with_it() -> None:
    desk = Desk()
    assert made(desk, desk.ann, HERE, GRID) == "ok"
    building = create(THERE, "building", scope=OTHER, **TOWER)
    room = create(RecordId("door"), "room", place={"building": THERE, "room_number": "101"})
    together = in_group("form", building, room)
    assert [each.code for each in desk.push(desk.far, *together)] == ["invalid", "denied"]
    assert RecordId("door") not in desk.server.stored


def test_one_request_cannot_put_it_into_both() -> None:
    desk = Desk()
    one, two = (
        create(record, "building", scope=scope, **TOWER) for record, scope in ((HERE, GRID), (THERE, OTHER))
    )
    assert [each.code for each in desk.push(desk.sue, one, two)] == ["ok", "invalid"]


def test_only_a_building_of_an_estate_is_told_from_others() -> None:
    assert building_trait(TOWER) == building_trait({"estate": "春晓苑 ", "name": "３栋"})
    assert building_trait({"name": "3号楼"}) is None
    stored = [
        Stored(each, "building", scope, TOWER, {}, {}, 1) for each, scope in ((HERE, GRID), (THERE, OTHER))
    ]
    assert are_one(lambda _: None, *stored)
    assert not are_one(lambda _: None, stored[0], stored[0])
