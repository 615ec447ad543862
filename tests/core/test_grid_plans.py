"""Splits and merges of grids are planned, noted and refused as records; their workers go along."""

from datetime import date

import pytest

from gridcore.fields import Value
from gridcore.grid_changes import NewGrid, change_edits
from gridcore.grid_plans import (
    GridPlan,
    WorkersFollow,
    day_problem,
    obstacle,
    plan_edit,
    plan_of,
    planned_change,
    waits,
)
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.regrouping import Period, Placed
from gridcore.roles import Role
from gridcore.roster.ids import grid_id
from gridcore.sync.changes import numbered
from gridcore.sync.edits import Edit
from gridcore.sync.known import Author, GridFounded
from gridcore.sync.stored import Stored
from gridcore.sync.take import Taken, take
from tests.core.sync_desk import Desk, create, put
from tests.core.test_grid_changes import NEW, ON, SAVING, SUPERVISED, C, codes

OLD, OTHER = "grid-1", "grid-2"
B1, B2 = RecordId("b1"), RecordId("b2")
PLAN = GridPlan(OLD, OTHER, ON, (B2, B1))
TO_NEW = GridPlan(OLD, NEW, ON, (B1,), founded=NewGrid(NEW, " 新网格 ", "王芳"))
ENDED: dict[str, Value] = {OLD: None, OTHER: None}


def author(*assignments: Assignment, community: CommunityId = C) -> Author:
    scopes = frozenset(map(ScopeId, (f"grid/{OLD}", f"grid/{OTHER}", "community")))
    return Author(UserId("sue"), "Sue", ReplicaId("sue-6"), community, assignments, scopes)


def taken(plan: GridPlan, *before: Edit, done_on: str | None = None, by: Author | None = None) -> Taken:
    edits = [*before, plan_edit(plan, RecordId("change"), SAVING, done_on=done_on)]
    return take(
        Desk().server,
        by or author(*SUPERVISED),
        [numbered(each, n) for n, each in enumerate(edits, start=1)],
    )


def founding() -> Edit:
    made = create(grid_id(NEW), "grid", scope=ScopeId("community"), code=NEW, name="新", community="c")
    return made.__class__(0, SAVING.grp, made.id, made.kind, made.cells, made.scope)


def test_a_plan_is_read_back_as_it_was_written() -> None:
    for plan in (PLAN, TO_NEW, GridPlan(OLD, OTHER, ON, ends=True, keeps_workers=False)):
        read = plan_of(plan_edit(plan, RecordId("x"), SAVING).cells)
        assert (read.grid, read.to, read.on, read.ends) == (plan.grid, plan.to, plan.on, plan.ends)
        assert sorted(read.buildings) == sorted(plan.buildings)
        assert read.keeps_workers == plan.keeps_workers
    assert plan_of(plan_edit(TO_NEW, RecordId("x"), SAVING).cells).founded == NewGrid(NEW, "新网格", "王芳")


def test_what_is_done_or_cannot_be_done_waits_no_more() -> None:
    assert waits({})
    assert not waits({"done_on": ON})
    assert not waits({"obstacle": "grid_ended"})


def test_a_plan_is_due_on_its_day_and_after_it() -> None:
    assert [PLAN.is_due(day) for day in ("2026-06-30", ON, "2026-07-02")] == [False, True, True]


def test_of_a_grid_that_ends_all_buildings_go_and_else_those_that_are_still_there() -> None:
    here = [B1, RecordId("b3")]
    assert PLAN.going(here) == [B1]
    assert GridPlan(OLD, OTHER, ON, ends=True).going(here) == here


@pytest.mark.parametrize(
    ("plan", "ended", "here", "told"),
    [
        (PLAN, ENDED, [B1], None),
        (PLAN, ENDED, [], "no_building"),
        (GridPlan(OLD, OTHER, ON, ends=True), ENDED, [], None),
        (PLAN, {OTHER: None}, [B1], "grid_ended"),
        (PLAN, {OLD: None}, [B1], "grid_ended"),
        (PLAN, {**ENDED, OTHER: "2026-01-01"}, [B1], "grid_ended"),
        (GridPlan(OLD, OLD, ON, (B1,)), ENDED, [B1], "grid_ended"),
        (TO_NEW, ENDED, [B1], None),
        (TO_NEW, {**ENDED, NEW: None}, [B1], "code_taken"),
    ],
)
def test_what_stands_in_the_way_on_the_day_is_told(
    plan: GridPlan, ended: dict[str, Value], here: list[RecordId], told: str | None
) -> None:
    assert obstacle(plan, ended, here) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-12-31", None),
        ("2028-12-31", "date_too_late"),
        ("2026-02-30", "date_unreadable"),
        (None, "date_unreadable"),
    ],
)
def test_a_change_may_lie_ahead_but_in_sight(day: str | None, told: str | None) -> None:
    found = day_problem(day, date(2026, 6, 1))
    assert (None if found is None else found.code) == told


def test_a_plan_changes_nothing_yet() -> None:
    for plan in (PLAN, TO_NEW):
        found = taken(plan)
        assert (codes(found), found.effects) == (["ok"], ())
        assert [each.kind for each in found.records] == ["grid_change"]


def test_what_is_done_lets_the_workers_go_along_unless_the_supervisor_says_no() -> None:
    assert taken(PLAN, done_on=ON).effects == (WorkersFollow(OLD, OTHER),)
    alone = GridPlan(OLD, OTHER, ON, (B1,), keeps_workers=False)
    assert taken(alone, done_on=ON).effects == ()


def test_workers_go_into_a_grid_that_the_same_group_founds() -> None:
    found = taken(TO_NEW, founding(), done_on=ON)
    assert codes(found) == ["ok", "ok"]
    assert found.effects == (GridFounded(NEW), WorkersFollow(OLD, NEW))


@pytest.mark.parametrize(
    ("assigned", "plan", "done_on", "told"),
    [
        ((Assignment(UserId("sue"), Role.SUPERVISOR, OLD),), PLAN, ON, "denied"),
        ((Assignment(UserId("sue"), Role.SUPERVISOR, OLD),), TO_NEW, None, "denied"),
        ((Assignment(UserId("sue"), Role.GRID_WORKER, OLD),), PLAN, None, "denied"),
        (
            tuple(Assignment(UserId("sue"), Role.SUPERVISOR, each) for each in (OLD, OTHER)),
            *(PLAN, ON, "ok"),
        ),
        (SUPERVISED, TO_NEW, ON, "denied"),
        (SUPERVISED, GridPlan(OLD, OLD, ON), None, "invalid"),
        (SUPERVISED, GridPlan("", OTHER, ON), None, "invalid"),
        (
            SUPERVISED,
            GridPlan(OLD, "330106001002" + "1001", ON, founded=NewGrid("330106001002" + "1001", "x")),
            *(None, "invalid"),
        ),
    ],
)
def test_only_who_supervises_both_grids_lets_workers_go_along(
    assigned: tuple[Assignment, ...], plan: GridPlan, done_on: str | None, told: str
) -> None:
    found = taken(plan, done_on=done_on, by=author(*assigned))
    assert codes(found) == [told]
    assert bool(found.effects) == (told == "ok")


def test_nobody_writes_into_a_plan_that_stands() -> None:
    desk = Desk()
    made = plan_edit(GridPlan(OLD, OTHER, ON, (B1,)), RecordId("change"), SAVING)
    assert desk.one(desk.sue, made).code == "ok"
    assert (
        desk.one(desk.sue, put(RecordId("change"), "done_on", ON, desk.record(RecordId("change")).seq)).code
        == "denied"
    )


def test_the_server_carries_out_what_was_planned() -> None:
    system = Author(UserId("sun"), "sun", ReplicaId("server"), C, (), frozenset(), is_system=True)
    found = taken(PLAN, done_on=ON, by=system)
    assert (codes(found), found.effects) == (["ok"], ())


def stored(record: str, kind: str, scope: str, **cells: Value) -> Stored:
    return Stored(RecordId(record), kind, ScopeId(scope), dict(cells), {}, {}, 7)


TOWN = [
    stored("g1", "grid", "community", code=OLD, name="旧"),
    stored("gp", "grid_period", "community", building="b1", grid="grid-0", until="2026-06-01"),
]
INSIDE = [
    stored("b1", "building", f"grid/{OLD}", name="1", in_grid_since="2026-06-01"),
    stored("b3", "building", f"grid/{OLD}", name="3"),
    stored("m1", "room", f"grid/{OLD}", place={"building": "b1"}),
    stored("m3", "room", f"grid/{OLD}", place={"building": "b3"}),
    stored("f1", "facility", f"grid/{OLD}", building="b1"),
    stored("f0", "facility", f"grid/{OLD}"),
]


def test_on_its_day_a_building_goes_with_its_facilities_and_in_a_large_grid_room_by_room() -> None:
    for is_large, first in ((False, ("f1",)), (True, ("m1", "f1"))):
        change = planned_change(C, PLAN, TOWN, INSIDE, room_by_room=is_large)
        (going,) = change.going
        assert going.first == first
        assert going.placed == Placed(B1, OLD, "2026-06-01", (Period("grid-0", None, "2026-06-01"),))
        assert (change.to, change.on, change.beside, change.ended) == (OTHER, ON, (), None)
    late = stored("b1", "building", f"grid/{OLD}", name="1", in_grid_since="2026-08-01")
    assert planned_change(C, PLAN, TOWN, [late], room_by_room=False).on == "2026-08-01", "no time runs back"


def test_a_grid_that_ends_on_its_day_gives_all_that_lies_in_it() -> None:
    whole = GridPlan(OLD, OTHER, ON, ends=True)
    change = planned_change(C, whole, TOWN, INSIDE, room_by_room=False)
    assert [each.placed.building for each in change.going] == ["b1", "b3"]
    assert change.beside == ("f0",)
    assert change.ended is not None
    assert change.ended.id == "g1"
    assert change_edits(change, SAVING)[-1].id == "g1"
    empty = planned_change(C, whole, TOWN, [], room_by_room=False)
    assert (empty.going, empty.on) == ([], ON)
