"""Grids are split and merged in one group of edits: whole, or not at all."""

import pytest

from gridcore.fields import Value
from gridcore.grid_changes import (
    Change,
    EndedGrid,
    Going,
    NewGrid,
    change_edits,
    new_grid_problem,
    next_grid_code,
)
from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.moving import Saving
from gridcore.permissions import Assignment
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import Placed
from gridcore.roles import Role
from gridcore.roster.ids import grid_id
from gridcore.sync.changes import Seen, numbered
from gridcore.sync.edits import Create, Edit, Move, Set
from gridcore.sync.known import Author, GridFounded
from gridcore.sync.stored import Stored
from gridcore.sync.take import Taken, take
from tests.core.sync_desk import GRID, HOME, HOUSE, PERSON, ROOM, Desk, create

C = CommunityId("330106001001")
OLD, NEW = f"{C}1001", f"{C}1002"
ON = "2026-07-01"
SAVING = Saving(GroupId("g"), "")
SUPERVISED = (Assignment(UserId("sue"), Role.SUPERVISOR, C),)


def author(*assignments: Assignment) -> Author:
    scopes = frozenset({GRID, ScopeId("community")})
    return Author(UserId("sue"), "Sue", ReplicaId("sue-6"), C, assignments, scopes)


def seen(stored: Stored) -> Seen:
    return Seen(dict(stored.cells), dict.fromkeys(RECORD_TYPES[stored.kind].cells, stored.seq))


def split(desk: Desk, *, founded: NewGrid | None, first: tuple[RecordId, ...] = ()) -> list[Edit]:
    going = Going(Placed(HOUSE, "grid-1", None), seen(desk.record(HOUSE)), first)
    edits = change_edits(Change(C, [going], NEW, ON, founded=founded), SAVING)
    return [numbered(each, n) for n, each in enumerate(edits, start=1)]


def taken(desk: Desk, by: Author, edits: list[Edit]) -> Taken:
    return take(desk.server, by, edits)


def codes(found: Taken) -> list[str]:
    return [str(each.outcome.code) for each in found.decided]


def test_buildings_go_into_a_grid_that_the_same_request_founds() -> None:
    desk = Desk()
    found = taken(desk, author(*SUPERVISED), split(desk, founded=NewGrid(NEW, " 新网格 ", "王芳")))
    assert set(codes(found)) == {"ok"}
    after = {each.id: each for each in found.records}
    assert {after[each].scope for each in (HOUSE, ROOM, HOME, PERSON)} == {f"grid/{NEW}"}
    made = after[grid_id(NEW)]
    assert (made.scope, made.cells["name"], made.cells["worker"]) == ("community", "新网格", "王芳")
    assert (made.cells["in_use_since"], made.cells["grid_kind"]) == (ON, "1")
    assert found.effects == (GridFounded(NEW),)


def test_rooms_that_went_by_themselves_are_not_lost_when_their_building_follows() -> None:
    desk = Desk()
    found = taken(desk, author(*SUPERVISED), split(desk, founded=NewGrid(NEW, "新"), first=(ROOM,)))
    assert set(codes(found)) == {"ok"}
    after = {each.id: each for each in found.records}
    assert {after[each].scope for each in (HOUSE, ROOM, HOME, PERSON)} == {f"grid/{NEW}"}


@pytest.mark.parametrize(
    "assigned",
    [
        (),
        (Assignment(UserId("sue"), Role.SUPERVISOR, "grid-1"),),
        (Assignment(UserId("sue"), Role.MEDIATOR, C),),
    ],
)
def test_who_does_not_supervise_the_whole_community_founds_no_grid_and_moves_nothing(
    assigned: tuple[Assignment, ...],
) -> None:
    desk = Desk()
    found = taken(desk, author(*assigned), split(desk, founded=NewGrid(NEW, "新")))
    assert "ok" not in codes(found)
    assert (found.records, found.effects) == ((), ())


@pytest.mark.parametrize(
    ("code", "record"),
    [
        ("330106001002" + "1001", grid_id("330106001002" + "1001")),
        (f"{C}9001", grid_id(f"{C}9001")),
        (f"{C}/1001", grid_id(f"{C}/1001")),
        (NEW, grid_id(OLD)),
    ],
)
def test_a_grid_elsewhere_or_with_another_s_id_is_refused_with_its_whole_group(
    code: str, record: RecordId
) -> None:
    desk = Desk()
    cells: dict[str, Value] = {"code": code, "name": "x", "community": "c"}
    together: list[Edit] = [
        Create(1, SAVING.grp, record, "grid", cells, ScopeId("community")),
        Move(2, SAVING.grp, HOUSE, ScopeId(f"grid/{code}")),
    ]
    found = taken(desk, author(*SUPERVISED), together)
    assert codes(found)[0] == ("invalid" if record == grid_id(code) else "denied")
    assert found.records == ()


def test_a_merged_grid_ends_last_and_what_stands_in_no_building_goes_too() -> None:
    cells: dict[str, Value] = {"code": OLD, "name": "旧"}
    ended = EndedGrid(grid_id(OLD), Seen(cells, dict.fromkeys(RECORD_TYPES["grid"].cells, 3)))
    going = Going(Placed(HOUSE, OLD, None), Seen({}, dict.fromkeys(RECORD_TYPES["building"].cells, 3)))
    edits = change_edits(Change(C, [going], NEW, ON, beside=(RecordId("square"),), ended=ended), SAVING)
    assert [type(each) for each in edits] == [Create, Set, Move, Move, Set]
    last = edits[-1]
    assert isinstance(last, Set)
    assert (last.id, last.cell, last.value, last.base) == (grid_id(OLD), "ended_on", ON, 3)
    assert {each.grp for each in edits} == {SAVING.grp}


def test_a_serial_is_never_used_again() -> None:
    assert next_grid_code(C, []) == f"{C}1001"
    assert (
        next_grid_code(C, [f"{C}1007", f"{C}1003", f"{C}2050", "grid-1", "330106001002" + "1900"])
        == f"{C}1008"
    )
    assert next_grid_code(C, [f"{C}1999"]) == ""


@pytest.mark.parametrize(
    ("code", "name", "told"),
    [
        (NEW, "新", None),
        (NEW, "  ", ("name", "required")),
        ("", "新", ("code", "place_code")),
        ("330106001002" + "1001", "新", ("code", "grid_outside")),
        (OLD, "新", ("code", "code_taken")),
    ],
)
def test_a_new_grid_has_a_name_and_a_code_of_its_own_in_the_community(
    code: str, name: str, told: tuple[str, str] | None
) -> None:
    found = new_grid_problem(C, NewGrid(code, name), [OLD])
    assert (None if found is None else (found.field, found.code)) == told


def test_an_import_of_the_server_founds_grids_as_its_list_says() -> None:
    system = Author(UserId("console"), "console", ReplicaId("server"), C, (), frozenset(), is_system=True)
    made = create(RecordId("any"), "grid", scope=ScopeId("community"), code="grid-3", name="x", community="c")
    found = taken(Desk(), system, [numbered(made, 1)])
    assert (codes(found), found.effects) == (["ok"], ())
