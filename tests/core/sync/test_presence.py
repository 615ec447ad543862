"""Removing, bringing back, moving: edits beat removals visibly, what moves takes its family along."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync import presence
from gridcore.sync.edits import Edit
from tests.core.sync_desk import (
    GRID,
    HOME,
    HOUSE,
    IDENTITY,
    OTHER,
    PERSON,
    PLAN,
    ROOM,
    VISIT,
    Desk,
    add,
    create,
    drop,
    move,
    put,
    remove,
    resolve,
    restore,
    step,
    write,
)

ANN, ANN2, BOB, EVE, CYD, SUE, FAR = (
    ReplicaId(each) for each in ("ann-1", "ann-2", "bob-3", "eve-4", "cyd-5", "sue-6", "far-8")
)


SEEN = Desk().record(HOME).seq
"""The number that the household and all its cells have at the beginning."""


def removed(desk: Desk, by: ReplicaId = ANN) -> Desk:
    assert desk.one(by, remove(HOME, desk.record(HOME).seq)).code == "ok"
    return desk


def test_a_record_that_was_seen_as_it_is_goes() -> None:
    desk = removed(Desk())
    assert desk.record(HOME).state == "removed"
    assert desk.one(BOB, remove(HOME, 1)).code == "same"


def test_own_changes_do_not_keep_a_record() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(ANN, put(HOME, "phone", "1"))
    assert desk.one(ANN, remove(HOME, seen)).code == "ok"


@pytest.mark.parametrize(
    "change",
    [put(HOME, "phone", "1"), write(HOME, "remark", "四。", SEEN), add(HOME, "tags", "contact")],
    ids=["value", "text", "element"],
)
def test_what_was_changed_since_is_not_removed(change: Edit) -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, change)
    verdict = desk.one(ANN, remove(HOME, seen))
    assert verdict.code == "conflict"
    assert desk.record(HOME).state == "present"
    assert desk.sides(verdict.extra) == {BOB: False, ANN: True}
    assert desk.about("conflict", HOME)[0].cells["standing"] == BOB


def test_what_was_merged_with_own_words_is_not_removed_unseen() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, write(HOME, "remark", "一。二。三。四。", SEEN))
    desk.one(ANN, write(HOME, "remark", "零。一。二。三。", SEEN))
    verdict = desk.one(ANN, remove(HOME, seen))
    assert verdict.code == "conflict"
    assert set(desk.sides(verdict.extra).values()) == {True, False}


def test_what_was_displaced_by_own_value_is_not_removed_unseen() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, put(HOME, "address", "乙", SEEN))
    desk.one(ANN, put(HOME, "address", "丙", SEEN))
    assert desk.one(ANN, remove(HOME, seen)).code == "conflict"


def test_a_second_removal_joins_the_dispute_about_the_first() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, put(HOME, "phone", "1"))
    opened = desk.one(ANN, remove(HOME, seen)).extra
    assert desk.one(EVE, remove(HOME, seen)).extra == opened
    assert desk.sides(opened) == {BOB: False, ANN: True, EVE: True}
    assert desk.about("conflict", HOME)[0].cells["standing"] == BOB


def test_a_removal_that_saw_the_dispute_applies_and_leaves_it_open() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, put(HOME, "phone", "1"))
    opened = desk.one(ANN, remove(HOME, seen)).extra
    assert desk.one(EVE, remove(HOME, desk.record(HOME).seq)).code == "ok"
    assert desk.record(HOME).state == "removed"
    assert desk.about("conflict", HOME)[0].id == opened
    assert desk.about("conflict", HOME)[0].cells["standing"] == EVE


def test_who_kept_a_record_and_then_removes_it_unseen_keeps_the_other_side() -> None:
    desk = removed(Desk())
    seen = desk.record(HOME).seq
    opened = desk.one(BOB, put(HOME, "phone", "1")).extra
    desk.one(EVE, put(HOME, "tenure", "owner"))
    verdict = desk.one(BOB, remove(HOME, seen))
    assert (verdict.code, verdict.extra) == ("conflict", opened)
    sides = desk.sides(opened)
    standing = str(desk.about("conflict", HOME)[0].cells["standing"])
    assert (sides[ANN], sides[BOB], sides[standing]) == (True, True, False)


def test_a_base_of_the_future_is_invalid() -> None:
    desk = Desk()
    assert desk.one(ANN, remove(HOME, 999)).extra == "base_unknown"
    assert desk.one(ANN, remove(HOME, -1)).extra == "base_unknown"


# coming back


@pytest.mark.parametrize(
    "edit", [put(HOME, "phone", "1"), write(HOME, "remark", "四。", SEEN), add(HOME, "tags", "contact")]
)
def test_an_edit_of_a_removed_record_brings_it_back_and_somebody_is_asked(edit: Edit) -> None:
    desk = removed(Desk())
    verdict = desk.one(BOB, edit)
    assert verdict.code == "conflict"
    assert desk.record(HOME).state == "present"
    assert desk.sides(verdict.extra) == {ANN: True, BOB: False}
    again = desk.one(BOB, put(HOME, "tenure", "owner"))
    assert again.code == "ok", "it is back: later edits meet what they meet"


def test_a_merge_into_a_removed_record_is_still_told_as_a_merge_to_the_log() -> None:
    desk = Desk()
    desk.one(BOB, write(HOME, "remark", "一。二。三。四。", SEEN))
    removed(desk)
    verdict = desk.one(EVE, write(HOME, "remark", "零。一。二。三。", SEEN))
    assert verdict.code == "conflict"
    assert desk.server.value_at(HOME, "remark", desk.version(HOME, "remark")) == "零。一。二。三。四。"


def test_who_removed_a_record_and_edits_it_has_it_back() -> None:
    desk = removed(Desk())
    assert desk.one(ANN, put(HOME, "phone", "1")).code == "ok"
    assert desk.record(HOME).state == "present"
    assert not desk.about("conflict", HOME)


def test_what_two_have_removed_does_not_come_back_unasked() -> None:
    desk = removed(Desk())
    desk.one(EVE, remove(HOME, SEEN))
    verdict = desk.one(ANN, put(HOME, "phone", "1"))
    assert verdict.code == "conflict"
    assert desk.sides(verdict.extra) == {EVE: True, ANN: False}


def test_a_removed_record_is_restored() -> None:
    desk = removed(Desk())
    assert desk.one(BOB, restore(HOME)).code == "ok"
    assert desk.one(BOB, restore(HOME)).code == "same"
    assert desk.record(HOME).state == "present"
    seen = desk.record(HOME).seq - 1
    assert desk.one(ANN, remove(HOME, seen)).code == "conflict", "restoring it was a change too"


def test_restoring_in_a_dispute_is_a_side() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, put(HOME, "phone", "1"))
    opened = desk.one(ANN, remove(HOME, seen)).extra
    desk.one(EVE, remove(HOME, desk.record(HOME).seq))
    desk.one(BOB, restore(HOME))
    assert desk.sides(opened) == {ANN: True, BOB: False, EVE: True}
    assert desk.about("conflict", HOME)[0].cells["standing"] == BOB


def test_a_child_of_a_removed_record_brings_it_back() -> None:
    desk = removed(Desk())
    verdict = desk.one(BOB, create(RecordId("v2"), "visit", household=HOME, visited_on="2026-03-02"))
    assert verdict.code == "conflict"
    assert desk.record(HOME).state == "present"
    assert desk.record(RecordId("v2")).state == "present"


def test_all_above_a_new_record_come_back() -> None:
    desk = Desk()
    desk.one(ANN, remove(PERSON, desk.record(PERSON).seq))
    removed(desk)
    assert desk.one(CYD, create(RecordId("p2"), "care_plan", resident=PERSON)).code == "conflict"
    assert (desk.record(HOME).state, desk.record(PERSON).state) == ("present", "present")


def test_what_is_far_above_a_new_record_comes_back_too() -> None:
    desk = Desk()
    assert desk.one(SUE, remove(HOUSE, desk.record(HOUSE).seq)).code == "ok"
    assert desk.one(BOB, create(RecordId("v2"), "visit", household=HOME)).code == "conflict"
    assert desk.record(HOUSE).state == "present"


def test_a_child_does_not_bring_back_what_its_own_author_removed() -> None:
    desk = removed(Desk())
    child = create(RecordId("v2"), "visit", household=HOME, visited_on="2026-03-02")
    assert desk.one(ANN, child).code == "ok"
    assert desk.record(HOME).state == "removed"


def test_the_same_id_made_again_brings_the_record_back() -> None:
    desk = removed(Desk())
    verdict = desk.one(BOB, create(HOME, "household", room=ROOM, address="甲"))
    assert verdict.code == "conflict"
    assert desk.record(HOME).state == "present"


def test_who_has_no_right_to_remove_removes_nothing() -> None:
    desk = Desk()
    assert desk.one(CYD, remove(HOME, SEEN)).code == "denied"
    assert desk.one(CYD, restore(HOME)).code == "denied"


# moving


def test_what_is_moved_takes_along_what_hangs_on_it() -> None:
    desk = Desk()
    desk.one(ANN, create(RecordId("id"), "resident_identity", resident=PERSON))
    desk.one(CYD, create(RecordId("why"), "care_reason", plan=PLAN, confirmed_by="王芳"))
    desk.one(ANN, put(HOME, "address", "乙", SEEN))
    opened = desk.one(BOB, put(HOME, "address", "丙", SEEN)).extra
    assert desk.one(SUE, move(HOUSE, OTHER)).code == "ok"
    for record in (HOUSE, ROOM, HOME, PERSON, PLAN, VISIT, RecordId(str(opened))):
        assert desk.record(record).scope == OTHER
        assert desk.record(record).left == (GRID,)
    assert desk.record(RecordId("id")).scope == "identity/grid-2"
    assert desk.record(RecordId("why")).scope == "care/grid-2"
    assert desk.record(HOME).version("phone") == 0
    assert desk.version(PERSON, "name") < desk.record(PERSON).seq, "only the number of the record is new"


def test_a_move_into_a_foreign_scope_is_proposed() -> None:
    desk = Desk()
    verdict = desk.one(ANN, move(HOUSE, OTHER))
    assert verdict.code == "proposed"
    assert desk.record(HOUSE).scope == GRID
    accept = step(
        RecordId(str(verdict.extra)),
        "progress",
        ("open", "accepted"),
        verdict.seq,
        saw={"value": verdict.seq},
    )
    assert desk.one(SUE, accept).code == "ok"
    assert desk.record(HOME).scope == desk.record(RecordId(str(verdict.extra))).scope == OTHER


def test_nobody_accepts_a_move_to_where_nothing_is() -> None:
    desk = Desk()
    verdict = desk.one(ANN, move(HOUSE, ScopeId("grid/does-not-exist")))
    accept = step(
        RecordId(str(verdict.extra)),
        "progress",
        ("open", "accepted"),
        verdict.seq,
        saw={"value": verdict.seq},
    )
    assert desk.one(SUE, accept).code == "denied"
    assert desk.about("proposal", HOUSE), "it still waits"


@pytest.mark.parametrize(
    ("record", "scope", "code"),
    [(HOUSE, GRID, "same"), (HOUSE, IDENTITY, "invalid"), (HOUSE, ScopeId("user/ann"), "invalid")],
)
def test_a_move_to_nowhere_moves_nothing(record: RecordId, scope: ScopeId, code: str) -> None:
    desk = Desk()
    assert desk.one(ANN, move(record, scope)).code == code
    assert desk.record(record).scope == GRID


def test_only_what_lies_in_a_grid_moves() -> None:
    desk = Desk()
    note = RecordId("note")
    desk.one(ANN, create(note, "quick_note", scope=ScopeId("user/ann"), said="记一笔"))
    assert desk.one(ANN, move(note, OTHER)).code == "invalid"
    assert desk.one(CYD, move(HOUSE, OTHER)).code == "denied"


def test_a_family_too_large_is_not_moved_by_a_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "MOST_MOVED", SEEN)
    desk = Desk()
    assert desk.one(SUE, move(HOUSE, OTHER)).extra == "too_many_to_move"
    assert desk.record(HOUSE).scope == GRID


def test_what_was_put_elsewhere_before_does_not_follow() -> None:
    desk = Desk()
    desk.one(SUE, move(HOME, OTHER))
    desk.server.grids += ("grid-3",)
    desk.one(SUE, move(HOUSE, ScopeId("grid/grid-3")))
    assert (desk.record(ROOM).scope, desk.record(HOME).scope) == ("grid/grid-3", OTHER)


def test_a_record_hung_on_another_parent_lies_beside_that_one() -> None:
    desk = Desk()
    desk.push(
        FAR,
        create(RecordId("house2"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("room2"), "room", place={"building": "house2", "room_number": "1"}),
        create(RecordId("home2"), "household", room="room2", address="乙"),
    )
    assert desk.one(SUE, put(PERSON, "household", "home2", desk.version(PERSON, "household"))).code == "ok"
    assert (desk.record(PERSON).scope, desk.record(PLAN).scope) == (OTHER, OTHER)
    assert desk.one(FAR, put(PERSON, "household", None, desk.version(PERSON, "household"))).code == "ok"
    assert desk.record(PERSON).scope == OTHER, "nowhere else to go"


def test_a_record_is_not_hung_into_a_scope_that_its_author_lacks() -> None:
    desk = Desk()
    desk.push(FAR, create(RecordId("house2"), "building", scope=OTHER, name="二号楼"))
    place: Value = {"building": "house2", "room_number": "101"}
    assert desk.one(ANN, put(ROOM, "place", place, desk.version(ROOM, "place"))).code == "ok"
    assert desk.record(ROOM).scope == GRID


def test_an_edit_of_what_moved_away_is_parked_and_of_what_was_never_here_is_denied() -> None:
    desk = Desk()
    desk.one(SUE, move(HOUSE, OTHER))
    assert desk.one(ANN, put(HOME, "phone", "1")).extra == "scope_left"
    assert desk.one(ANN, create(RecordId("v2"), "visit", household=HOME)).extra == "scope_left"
    assert desk.one(ANN, create(HOME, "household", room=ROOM)).extra == "scope_left"
    mia = ReplicaId("mia-7")
    assert desk.one(mia, put(HOME, "phone", "1")).extra == "not_here"
    assert desk.one(FAR, put(HOME, "phone", "1")).code == "ok"


def test_edits_of_a_revoked_scope_are_parked() -> None:
    desk = Desk()
    desk.one(BOB, create(RecordId("id"), "resident_identity", resident=PERSON))
    desk.server.revoke("bob", Role.GRID_WORKER, "grid-1")
    edits: list[Edit] = [
        put(HOME, "phone", "1"),
        create(RecordId("v2"), "visit", household=HOME),
        create(RecordId("b2"), "building", scope=GRID, name="二号楼"),
        create(RecordId("id2"), "resident_identity", resident=PERSON),
        put(RecordId("id"), "resident", str(PERSON)),
        create(HOME, "household", room=ROOM),
    ]
    assert [each.extra for each in desk.push(BOB, *edits)] == ["scope_left"] * len(edits)


def test_a_conflict_of_two_alike_goes_to_the_staff_when_one_of_them_moves() -> None:
    desk = Desk()
    desk.one(ANN, put(PERSON, "birth_date", "1950-01-01"))
    twin = desk.one(
        ANN, create(RecordId("twin"), "resident", household=HOME, name="某人", birth_date="1950-01-01")
    )
    assert twin.code == "duplicate"
    conflict = desk.record(RecordId(str(twin.extra)))
    assert conflict.scope == GRID
    desk.one(SUE, move(RecordId(str(conflict.cells["subject"])), OTHER))
    assert desk.record(conflict.id).scope == "staff"


def test_dropping_an_element_of_a_removed_record_brings_it_back() -> None:
    desk = Desk()
    desk.one(ANN, add(HOME, "tags", "contact"))
    seen = desk.version(HOME, "tags")
    removed(desk)
    assert desk.one(BOB, drop(HOME, "tags", "contact", seen)).code == "conflict"
    assert desk.record(HOME).cells["tags"] == []
    assert desk.about("conflict", HOME)


def test_a_removal_that_was_decided_is_not_taken_back_by_an_older_edit() -> None:
    desk = Desk()
    seen = desk.record(HOME).seq
    desk.one(BOB, put(HOME, "phone", "1"))
    opened = RecordId(str(desk.one(ANN, remove(HOME, seen)).extra))
    desk.one(ANN, resolve(opened, desk.record(opened).seq, True, ANN))
    assert desk.record(HOME).state == "removed"
    verdict = desk.one(ANN, put(HOME, "tenure", "owner"))
    assert verdict.code == "conflict"
    assert desk.record(HOME).state == "present"
