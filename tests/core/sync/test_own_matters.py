"""What somebody may not write though the role may: a colleague's diary, foreign grids, a paper twice."""

from dataclasses import replace

import msgspec
import pytest

from gridcore.attachments import Attachment, Media
from gridcore.diary import diary_id
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Overlay
from gridcore.sync.outcomes import NOT_ALLOWED
from gridcore.sync.own_matters import refused, refused_change, refused_decision
from gridcore.sync.stored import Stored
from tests.core.sync_desk import (
    GRID,
    HOME,
    OTHER,
    Desk,
    add,
    create,
    put,
    remove,
    resolve,
    restore,
    step,
    write,
)

DAY = "2026-03-01"
F1, F2, F3 = (Attachment(each * 64, 10, Media.PDF, "p.pdf").element for each in "abc")
TOWN = ScopeId("community")
FIRST, SECOND, STAND_IN = RecordId("first"), RecordId("second"), RecordId("stand-in")
CASE, ELSE, PAPER = RecordId("case-1"), RecordId("case-2"), RecordId("paper")


def diary(user: str, by: str = "somebody") -> Create:
    return create(diary_id(user, DAY), "diary", scope=GRID, day=DAY, author=by, paragraph="今天走访。")


def test_a_diary_is_begun_and_changed_by_the_one_whose_day_it_is() -> None:
    desk = Desk()
    assert desk.one(desk.bob, diary("ann", "ann")).extra == "not_here", "there or not"
    assert desk.one(desk.ann, create(RecordId("any"), "diary", scope=GRID, day=DAY)).extra == "not_allowed"
    assert desk.one(desk.ann, diary("ann")).code == "ok"
    mine = diary_id("ann", DAY)
    for edit in (
        put(mine, "author", "bob"),
        write(mine, "paragraph", "什么也没做。", desk.version(mine, "paragraph")),
        diary("ann", "bob"),
    ):
        assert desk.one(desk.bob, edit).extra == "not_allowed"
    assert desk.value(mine, "author") == "somebody"
    base = desk.version(mine, "day")
    assert desk.one(desk.ann, put(mine, "day", "2026-03-02", base)).extra == "not_allowed", "another day"
    assert desk.one(desk.ann2, put(mine, "author", "ann", desk.version(mine, "author"))).code == "ok"
    seen = {each: desk.version(mine, each) for each in ("visits", "counts", "paragraph")}
    read = step(mine, "progress", ("sent", "read"), desk.version(mine, "progress"), saw=seen)
    assert desk.one(desk.sue, read).code == "ok"
    system = replace(desk.server.author(desk.bob), is_system=True)
    assert refused(Overlay(desk.server), system, "diary", mine, {"day": DAY}) is None, "the server writes all"


def test_what_two_laptops_say_of_a_day_is_decided_by_its_writer_or_a_supervisor_and_no_colleague() -> None:
    for who, code in (("bob", "denied"), ("ann", "ok"), ("sue", "ok")):
        desk = Desk()
        desk.one(desk.ann, diary("ann"))
        mine, base = diary_id("ann", DAY), desk.version(diary_id("ann", DAY), "paragraph")
        desk.one(desk.ann, write(mine, "paragraph", "上午走访。", base))
        found = desk.one(desk.ann2, write(mine, "paragraph", "下午开会。", base))
        assert found.code == "conflict"
        saw = desk.record(RecordId(str(found.extra))).seq
        replica: ReplicaId = getattr(desk, who)
        assert desk.one(replica, resolve(found.extra, saw, "全天走访。")).code == code, who


@pytest.fixture
def desk() -> Desk:
    """With the records of two grids, and Gus, who supervises the first grid alone."""
    made = Desk()
    for record, code in ((FIRST, "grid-1"), (SECOND, "grid-2")):
        made.server.stored[record] = Stored(record, "grid", TOWN, {"code": code}, {}, {}, 1)
    return made


def stand_in(grid: RecordId = SECOND, by_grid: RecordId = FIRST, **more: Value) -> Create:
    cells = {"grid": grid, "by_grid": by_grid, "starts_on": DAY, "ends_on": "2026-03-05", **more}
    return create(STAND_IN, "stand_in", scope=TOWN, **cells)


def test_a_grid_is_given_to_a_stand_in_only_by_who_supervises_both(desk: Desk) -> None:
    gus = desk.server.enrol("gus", (Role.SUPERVISOR, "grid-1"))
    for edit in (stand_in(), stand_in(FIRST, SECOND), stand_in(FIRST, RecordId("nowhere"))):
        assert desk.one(gus, edit).extra == "not_allowed"
    half = create(STAND_IN, "stand_in", scope=TOWN, grid=FIRST, starts_on=DAY, ends_on=DAY)
    assert desk.one(gus, half).extra == "not_allowed"
    assert desk.one(desk.sue, stand_in()).code == "ok"
    version = desk.version(STAND_IN, "ends_on")
    later: list[Edit] = [put(STAND_IN, "ends_on", "2099-01-01", version), stand_in(made_by="gus")]
    assert [desk.one(gus, each).extra for each in later] == ["not_allowed"] * 2
    assert desk.one(desk.sue, put(STAND_IN, "ends_on", "2026-03-06", version)).code == "ok"
    assert desk.one(desk.sue, remove(STAND_IN, desk.record(STAND_IN).seq)).code == "ok"
    assert desk.one(gus, restore(STAND_IN)).extra == "not_allowed"
    assert desk.one(desk.sue, restore(STAND_IN)).code == "ok"


def test_no_other_grid_comes_in_by_a_change_or_by_a_decision(desk: Desk) -> None:
    gus = desk.server.enrol("gus", (Role.SUPERVISOR, "grid-1"))
    again = desk.server.enrol("gus")
    own = stand_in(FIRST, FIRST)
    assert desk.one(gus, own).code == "ok"
    version = desk.version(STAND_IN, "grid")
    for who in (gus, desk.sue):
        assert desk.one(who, put(STAND_IN, "grid", SECOND, version)).extra == "not_allowed"
    end = desk.version(STAND_IN, "ends_on")
    desk.one(gus, put(STAND_IN, "ends_on", "2026-03-06", end))
    found = desk.one(again, put(STAND_IN, "ends_on", "2026-03-07", end))
    assert found.code == "conflict"
    there = desk.record(STAND_IN)
    desk.server.stored[STAND_IN] = msgspec.structs.replace(there, cells={**there.cells, "grid": SECOND})
    saw = desk.record(RecordId(str(found.extra))).seq
    assert desk.one(gus, resolve(found.extra, saw, "2099-01-01")).extra == "not_allowed"
    assert desk.one(desk.sue, resolve(found.extra, saw, "2026-03-06")).code == "ok"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("starts_on", "2026-03-02"), ("grid", FIRST), ("by_grid", SECOND), ("starts_on", None)],
)
def test_of_a_stand_in_only_the_end_is_moved_so_that_who_had_the_grid_keeps_what_was_recorded(
    desk: Desk, cell: str, value: Value
) -> None:
    assert desk.one(desk.sue, stand_in()).code == "ok"
    before = desk.value(STAND_IN, cell)
    changed = put(STAND_IN, cell, value, desk.version(STAND_IN, cell))
    assert desk.one(desk.sue, changed).extra == "not_allowed"
    again = stand_in()
    again.cells[cell] = value
    assert desk.one(desk.sue, again).extra == "not_allowed"
    assert desk.value(STAND_IN, cell) == before
    assert desk.one(desk.sue, stand_in(ends_on="2026-03-05")).code in ("ok", "same"), (
        "the same one, sent twice"
    )
    end = put(STAND_IN, "ends_on", "2026-03-09", desk.version(STAND_IN, "ends_on"))
    assert desk.one(desk.sue, end).code == "ok"


def test_a_grid_keeps_its_code_because_its_scope_is_made_of_it(desk: Desk) -> None:
    for each in (put(FIRST, "code", "grid-9"), put(FIRST, "code", None)):
        assert desk.one(desk.sue, each).extra == "not_allowed"
    again = create(FIRST, "grid", scope=TOWN, code="grid-9", name="第一网格")
    assert desk.one(desk.sue, again).extra == "not_allowed"
    assert desk.value(FIRST, "code") == "grid-1"
    assert desk.one(desk.sue, put(FIRST, "name", "第一网格")).code == "ok"
    system = replace(desk.server.author(desk.sue), is_system=True)
    assert refused_change(Overlay(desk.server), system, desk.record(FIRST), "code", "grid-9") is None


def test_a_dispute_about_what_stays_as_it_is_ends_with_the_value_that_stands(desk: Desk) -> None:
    known, sue = Overlay(desk.server), desk.server.author(desk.sue)
    grid = desk.record(FIRST)
    assert refused_decision(known, sue, grid, "code", "grid-1") is None
    assert refused_decision(known, sue, grid, "code", "grid-9") is NOT_ALLOWED


def test_a_signed_paper_that_is_made_again_says_what_it_said(desk: Desk) -> None:
    scope = ScopeId(f"case/{CASE}")
    signed = create(PAPER, "signed_paper", case=CASE, paper="agreement", signed_on=DAY, files=[F1, F2])
    found = desk.push(desk.mia, create(CASE, "mediation_case", scope=scope, title="甲"), signed)
    assert [each.code for each in found] == ["ok", "ok"]
    assert desk.one(desk.mia, signed).code == "same", "sent twice"
    others: list[dict[str, Value]] = [{"title": "另一份"}, {"files": [F3]}, {"signed_on": "2026-03-02"}]
    for told in others:
        again = create(PAPER, "signed_paper", case=CASE, paper="agreement")
        again.cells.update(told)
        assert desk.one(desk.mia, again).extra == "not_allowed", told
    assert desk.one(desk.mia, add(PAPER, "files", F3)).extra == "not_allowed"
    assert desk.value(PAPER, "files") == [F1, F2]
    assert desk.one(desk.mia, put(PAPER, "title", "另一份")).extra == "not_allowed"


def test_a_case_is_shared_with_nobody_who_does_not_work_in_the_community(desk: Desk) -> None:
    scope = ScopeId(f"case/{CASE}")
    desk.server.assign("max", Role.GRID_WORKER, "grid-2")
    assert desk.one(desk.mia, create(CASE, "mediation_case", scope=scope, title="甲")).code == "ok"
    member = RecordId("member")
    for nobody in ("wnag", "", None):
        told = create(RecordId(f"typed-{nobody}"), "case_member", case=CASE, user=nobody)
        assert desk.one(desk.mia, told).extra == "unknown_colleague"
    assert desk.one(desk.mia, create(member, "case_member", case=CASE, user="max")).code == "ok"
    assert desk.one(desk.mia, put(member, "user", "wnag", desk.version(member, "user"))).extra == (
        "unknown_colleague"
    )
    assert desk.value(member, "user") == "max"
    desk.server.assignments = [each for each in desk.server.assignments if each.user != "max"]
    ended = put(member, "until", "2026-03-09", desk.version(member, "until"))
    assert desk.one(desk.mia, ended).code == "ok", "somebody who has left since is no obstacle"


def test_what_hangs_on_a_record_is_not_filed_beside_another_one() -> None:
    desk = Desk()
    building, room, home = (RecordId(each) for each in ("far-house", "far-room", "far-home"))
    made = desk.push(
        desk.sue,
        create(building, "building", scope=OTHER, name="二号楼"),
        create(room, "room", place={"building": building, "room_number": "1"}),
        create(home, "household", room=room, address="乙"),
        remove(home),
    )
    assert {each.code for each in made} == {"ok"}, made
    cells: dict[str, Value] = {"household": home, "visited_on": DAY}
    sly = Create(0, GroupId(""), RecordId("sly"), "visit", cells, parent=HOME)
    assert desk.one(desk.ann, sly).extra == "value_does_not_fit"
    assert desk.record(home).state == "removed", "nobody brings back what lies where they see nothing"
    plain = Create(0, GroupId(""), RecordId("plain"), "visit", {**cells, "household": HOME}, parent=HOME)
    assert desk.one(desk.ann, plain).code == "ok"
