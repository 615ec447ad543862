"""Edits whose authors had not heard of a merge are decided on the record that stands for theirs."""

import pytest

from gridcore.ids import GroupId, RecordId
from gridcore.sync.edits import Create
from gridcore.sync.stored import RecordState
from tests.core.sync_crowd import AWAY, HOME2, THIRD, TWIN, agreement, away, crowded, merged, proposed
from tests.core.sync_desk import (
    HOME,
    HOUSE,
    OTHER,
    PERSON,
    ROOM,
    Desk,
    add,
    create,
    drop,
    merge,
    move,
    put,
    remove,
    resolve,
    write,
)


@pytest.fixture
def desk() -> Desk:
    return crowded()


# later edits


def test_an_edit_of_the_loser_is_decided_on_the_winner(desk: Desk) -> None:
    base = desk.version(PERSON, "phone")
    merged(desk, PERSON, THIRD)
    verdict = desk.one(desk.bob, put(PERSON, "phone", "138", base))
    assert (verdict.code, verdict.extra) == ("merged", THIRD), "the author is led to the winner"
    assert desk.value(THIRD, "phone") == "138"
    assert verdict.seq == desk.record(THIRD).seq


def test_an_edit_of_the_loser_that_meets_another_value_is_shown(desk: Desk) -> None:
    base = desk.record(PERSON).seq
    desk.one(desk.ann, put(TWIN, "phone", "137", desk.version(TWIN, "phone")))
    merged(desk, PERSON, TWIN)
    verdict = desk.one(desk.bob, put(PERSON, "phone", "138", base))
    assert verdict.code == "conflict"
    assert set(desk.sides(verdict.extra).values()) == {"137", "138"}


def test_ones_own_word_about_the_winner_is_not_overwritten_by_one_about_the_loser(desk: Desk) -> None:
    desk.push(desk.ann, put(THIRD, "phone", "137"), put(PERSON, "phone", "136"))
    merged(desk, PERSON, THIRD)
    first, then = (desk.one(desk.ann, put(PERSON, "phone", each)) for each in ("138", "139"))
    assert (first.code, then.code) == ("conflict", "merged")
    assert "137" in desk.sides(first.extra).values()
    assert desk.value(THIRD, "phone") == "139"


def test_who_goes_on_with_the_own_word_after_the_merge_is_not_asked(desk: Desk) -> None:
    merged(desk, PERSON, THIRD)
    assert [desk.one(desk.ann, put(PERSON, "phone", each)).code for each in ("138", "139")] == ["merged"] * 2
    assert desk.value(THIRD, "phone") == "139"
    assert desk.about("conflict", THIRD) == []


def test_who_merged_and_goes_on_writing_has_the_newest_word_standing(desk: Desk) -> None:
    agrees = agreement(desk, proposed(desk, merge(TWIN, PERSON)))
    desk.push(desk.sid, agrees, put(TWIN, "phone", "137"))
    found = [desk.one(desk.sid, put(TWIN, "phone", each)) for each in ("136", "135")]
    (conflict,) = desk.about("conflict", PERSON)
    assert {each.extra for each in found} == {PERSON}, "the own chain goes on"
    assert desk.value(PERSON, "phone") == "135"
    assert conflict.cells["standing"] == desk.sid
    assert sorted(map(str, desk.sides(conflict.id).values())) == ["135", "139"]


def test_a_request_that_merges_and_goes_on_writing_is_its_own_chain(desk: Desk) -> None:
    words = [put(PERSON, "phone", each) for each in ("137", "136")]
    found = desk.push(desk.sid, agreement(desk, proposed(desk, merge(PERSON, THIRD))), *words)
    assert [each.code for each in found] == ["ok", "merged", "merged"]
    assert desk.value(THIRD, "phone") == "136"


def test_a_disputed_word_about_the_winner_stays_beside_one_about_the_loser(desk: Desk) -> None:
    base = desk.version(THIRD, "phone")
    desk.push(desk.ann, put(THIRD, "phone", "137", base))
    desk.push(desk.bob, put(THIRD, "phone", "136", base))
    (conflict,) = desk.about("conflict", THIRD)
    merged(desk, PERSON, THIRD)
    for replica, value in ((desk.ann, "138"), (desk.bob, "139"), (desk.bob, "140")):
        desk.one(replica, put(PERSON, "phone", value))
    assert sorted(map(str, desk.sides(conflict.id).values())) == ["136", "137", "138", "140"]
    assert desk.value(THIRD, "phone") == "140"
    assert desk.record(conflict.id).cells["standing"] == desk.bob


def test_a_text_that_stands_is_still_standing_beside_the_own_one_about_the_loser(desk: Desk) -> None:
    base = desk.version(HOME, "remark")
    desk.push(desk.bob, write(HOME, "remark", "一。七。三。", base))
    desk.push(desk.ann, write(HOME, "remark", "一。八。三。", base))
    (conflict,) = desk.about("conflict", HOME)
    merged(desk, HOME2, HOME)
    assert desk.one(desk.bob, write(HOME2, "remark", "九。")).code == "conflict"
    held = desk.record(conflict.id)
    assert desk.sides(held.id)[str(held.cells["standing"])] == desk.value(HOME, "remark") == "一。七。三。"
    assert set(desk.sides(held.id).values()) == {"一。七。三。", "一。八。三。", "九。"}


def test_what_was_merged_twice_goes_on_only_after_the_last_merge(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    desk.one(desk.ann, put(THIRD, "phone", "137"))
    merged(desk, TWIN, THIRD)
    first, then = (desk.one(desk.ann, put(PERSON, "phone", each)) for each in ("138", "136"))
    assert (first.code, then.code) == ("conflict", "merged")
    assert {"137", "136"} <= set(desk.sides(first.extra).values())


def test_what_the_loser_said_already_changes_nothing(desk: Desk) -> None:
    merged(desk, TWIN, PERSON)
    before = desk.record(PERSON)
    assert desk.one(desk.bob, put(TWIN, "phone", "139")).code == "same"
    assert desk.one(desk.bob, create(TWIN, "resident", household=HOME, name="某仁")).code == "same"
    assert desk.record(PERSON) == before


def test_the_loser_made_once_more_says_what_is_new_of_the_winner(desk: Desk) -> None:
    merged(desk, HOME2, HOME)
    again = create(
        HOME2, "household", room=ROOM, address="乙", tenure="rented", tags=["contact", "volunteer"]
    )
    assert desk.one(desk.bob, again).code == "merged"
    assert desk.value(HOME, "tenure") == "rented"
    assert desk.value(HOME, "tags") == ["contact", "volunteer"]
    other = create(HOME2, "room", place={"building": HOUSE, "room_number": "1"})
    assert desk.one(desk.bob, other).code == "denied"


def test_texts_and_elements_of_the_loser_meet_the_winner(desk: Desk) -> None:
    merged(desk, HOME2, HOME)
    assert desk.one(desk.bob, write(HOME2, "remark", "九。")).code == "conflict"
    assert desk.one(desk.bob, add(HOME2, "tags", "volunteer")).code == "merged"
    assert desk.one(desk.bob, drop(HOME2, "tags", "contact")).code == "merged"
    assert desk.value(HOME, "tags") == ["contact", "volunteer"]


def test_a_new_record_that_hangs_on_the_loser_hangs_on_the_winner(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    new = create(AWAY, "visit", household=HOME, visited_on="2026-04-01", resident=PERSON)
    assert desk.one(desk.bob, new).code == "merged"
    assert desk.value(AWAY, "household") == HOME2
    named = Create(0, GroupId(""), RecordId("more"), "visit", {"household": HOME}, parent=HOME)
    assert desk.one(desk.bob, named).code == "merged"


def test_a_link_to_the_loser_is_a_link_to_the_winner(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    before = desk.version(PERSON, "household")
    assert desk.one(desk.bob, put(PERSON, "household", HOME, before)).code == "merged"
    assert desk.value(PERSON, "household") == HOME2


def test_only_an_edit_that_went_to_another_record_names_it(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    new = create(AWAY, "visit", household=HOME, visited_on="2026-04-01")
    link = put(PERSON, "household", HOME, desk.version(PERSON, "household"))
    assert [desk.one(desk.bob, each).extra for each in (new, link)] == [None, None]


def test_who_does_not_follow_the_winner_is_not_told_its_id(desk: Desk) -> None:
    away(desk)
    merged(desk, HOME, AWAY)
    verdict = desk.one(desk.bob, put(HOME, "phone", "138", 0))
    assert (verdict.code, verdict.extra) == ("parked", "merged_elsewhere")


def test_removing_the_loser_is_done_already(desk: Desk) -> None:
    seq = desk.record(PERSON).seq
    merged(desk, PERSON, TWIN)
    assert desk.one(desk.bob, remove(PERSON, seq)).code == "same"
    assert desk.record(TWIN).state is RecordState.PRESENT


def test_moving_the_loser_moves_the_winner(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    assert desk.one(desk.sue, move(HOME, OTHER)).code == "merged"
    assert desk.record(HOME2).scope == OTHER


def test_what_was_disputed_of_the_loser_is_decided_for_the_winner(desk: Desk) -> None:
    base = desk.version(PERSON, "phone")
    desk.one(desk.bob, put(PERSON, "phone", "1", base))
    conflict = desk.one(desk.ann, put(PERSON, "phone", "2", base)).extra
    merged(desk, PERSON, THIRD)
    seen = desk.record(RecordId(str(conflict))).seq
    assert desk.one(desk.bob, resolve(conflict, seen, "1", desk.bob)).code == "merged"
    assert desk.value(THIRD, "phone") == "1"
    assert desk.record(PERSON).state is RecordState.REMOVED
    assert desk.about("conflict", PERSON) == []


def test_a_decision_that_meets_another_value_of_the_winner_is_shown(desk: Desk) -> None:
    base = desk.version(PERSON, "phone")
    desk.one(desk.bob, put(PERSON, "phone", "1", base))
    conflict = desk.one(desk.ann, put(PERSON, "phone", "2", base)).extra
    merged(desk, PERSON, TWIN)
    seen = desk.record(RecordId(str(conflict))).seq
    verdict = desk.one(desk.bob, resolve(conflict, seen, "1", desk.bob))
    assert verdict.code == "conflict"
    assert "139" in desk.sides(verdict.extra).values()


def test_a_decision_that_did_not_see_all_sides_stays_with_the_loser(desk: Desk) -> None:
    base = desk.version(PERSON, "phone")
    desk.one(desk.bob, put(PERSON, "phone", "1", base))
    conflict = desk.one(desk.ann, put(PERSON, "phone", "2", base)).extra
    seen = desk.record(RecordId(str(conflict))).seq
    desk.one(desk.eve, put(PERSON, "phone", "3", base))
    merged(desk, PERSON, THIRD)
    assert desk.one(desk.bob, resolve(conflict, seen, "1", desk.bob)).code == "conflict"
    assert desk.value(THIRD, "phone") is None


def test_a_disputed_link_may_name_the_loser(desk: Desk) -> None:
    base = desk.version(PERSON, "household")
    desk.push(desk.ann, create(AWAY, "household", room=ROOM, address="丙"))
    desk.one(desk.bob, put(PERSON, "household", HOME2, base))
    conflict = desk.one(desk.eve, put(PERSON, "household", AWAY, base)).extra
    merged(desk, AWAY, HOME)
    assert desk.value(PERSON, "household") == HOME
    assert desk.record(RecordId(str(conflict))).cells["standing"] == desk.sid
    seen = desk.record(RecordId(str(conflict))).seq
    assert desk.one(desk.eve, resolve(conflict, seen, AWAY, desk.eve)).code == "merged"
    assert desk.value(PERSON, "household") == HOME


def test_who_does_not_reach_the_winner_decides_nothing_about_it(desk: Desk) -> None:
    base = desk.version(HOME, "phone")
    desk.one(desk.bob, put(HOME, "phone", "1", base))
    conflict = desk.one(desk.ann, put(HOME, "phone", "2", base)).extra
    away(desk)
    merged(desk, HOME, AWAY)
    seen = desk.record(RecordId(str(conflict))).seq
    assert desk.one(desk.bob, resolve(conflict, seen, "1", desk.bob)).extra == "merged_elsewhere"
    assert desk.value(AWAY, "phone") is None
