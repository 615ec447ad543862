"""A merge can be undone: what went with it comes back, unless somebody said otherwise since."""

import pytest

from gridcore.ids import conflict_id
from gridcore.roles import Role
from gridcore.sync.stored import RecordState
from tests.core.sync_crowd import (
    AWAY,
    HOME2,
    THIRD,
    TWIN,
    accept,
    away,
    crowded,
    merged,
    note,
    split,
)
from tests.core.sync_desk import (
    HOME,
    PERSON,
    PLAN,
    ROOM,
    VISIT,
    Desk,
    add,
    create,
    erase,
    put,
    resolve,
    restore,
)
from tests.fakes.memory_server import COMMUNITY


@pytest.fixture
def desk() -> Desk:
    return crowded()


# undoing


def test_a_merge_can_be_undone(desk: Desk) -> None:
    before = {each: desk.record(each).cells for each in (PERSON, TWIN, PLAN, HOME, VISIT)}
    desk.one(desk.ann, put(PERSON, "phone", "138"))
    before[PERSON] = {**before[PERSON], "phone": "138"}
    merged(desk, PERSON, TWIN)
    assert split(desk, PERSON).code == "ok"
    assert {each: desk.record(each).cells for each in before} == before
    assert note(desk, PERSON, TWIN)["value"] == "different"
    assert desk.one(desk.sue, restore(PERSON)).code == "same"


def test_undoing_gives_back_what_the_winner_got(desk: Desk) -> None:
    merged(desk, HOME2, HOME)
    assert desk.value(HOME, "tags") == ["contact"]
    desk.one(desk.ann, put(HOME, "last_visit", "2026-05-05", desk.version(HOME, "last_visit")))
    assert split(desk, HOME2).code == "ok"
    assert desk.value(HOME, "tags") == []
    assert desk.value(HOME, "last_visit") == "2026-05-05"
    assert desk.value(HOME2, "last_visit") == "2026-02-02"


def test_undoing_leaves_what_somebody_has_hung_elsewhere(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    desk.push(desk.ann, create(AWAY, "household", room=ROOM, address="丙"))
    desk.one(desk.bob, put(PERSON, "household", AWAY, desk.version(PERSON, "household")))
    desk.one(desk.bob, put(TWIN, "household", HOME2))
    split(desk, HOME)
    assert desk.value(PERSON, "household") == AWAY
    assert desk.value(TWIN, "household") == HOME2
    assert desk.value(THIRD, "household") == HOME


def test_a_chain_can_be_undone_from_its_beginning(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    merged(desk, TWIN, THIRD)
    split(desk, PERSON)
    assert desk.value(PLAN, "resident") == PERSON
    split(desk, TWIN)
    assert desk.value(PLAN, "resident") == PERSON


def test_a_chain_can_be_undone_from_its_end(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    merged(desk, TWIN, THIRD)
    split(desk, TWIN)
    assert desk.value(PLAN, "resident") == TWIN
    split(desk, PERSON)
    assert desk.value(PLAN, "resident") == PERSON


def test_who_was_split_can_be_merged_again(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    split(desk, PERSON)
    assert merged(desk, TWIN, PERSON).code == "ok"
    assert note(desk, PERSON, TWIN)["winner"] == PERSON
    conflict = desk.value(conflict_id(PERSON, TWIN, 0), "sides")
    assert isinstance(conflict, dict)
    assert len([each for each in conflict if each.startswith("decided:")]) == 2


def test_undoing_what_is_too_large_by_now_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(desk)
    merged(desk, HOME, AWAY)
    monkeypatch.setattr("gridcore.sync.presence.MOST_MOVED", 1)
    assert split(desk, HOME).extra == "too_many_to_move"
    assert desk.record(HOME).state is RecordState.REMOVED


def test_undoing_leaves_what_was_erased_or_agreed_upon(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    desk.one(desk.bob, put(TWIN, "household", HOME2))
    desk.one(desk.sue, erase(THIRD))
    sam = desk.server.enrol("sam", (Role.SUPERVISOR, COMMUNITY))
    (asked,) = desk.about("proposal", THIRD)
    assert accept(desk, asked.id, sam) == "ok"
    split(desk, HOME)
    assert desk.value(TWIN, "household") == HOME2
    assert desk.record(THIRD).state is RecordState.ERASED


def test_who_was_merged_is_split_and_not_decided_about_once_more(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    told = conflict_id(PERSON, TWIN, 0)
    seen = desk.record(told).seq
    assert desk.one(desk.bob, resolve(told, seen, "same", "same")).code == "same"
    assert desk.one(desk.bob, resolve(told, seen, "different", "different")).code == "stale"
    split(desk, PERSON)
    assert desk.one(desk.sid, resolve(told, desk.record(told).seq, "same", "same")).code == "ok"
    sides = desk.value(told, "sides")
    assert isinstance(sides, dict)
    assert len(sides) == 3


def test_what_somebody_said_of_the_winner_since_stays(desk: Desk) -> None:
    merged(desk, HOME2, HOME)
    for by in (desk.sue, desk.bob):
        desk.push(by, add(HOME, "tags", "contact"), put(HOME, "last_visit", "2026-02-02"))
    split(desk, HOME2)
    assert desk.value(HOME, "tags") == ["contact"]
    assert desk.value(HOME, "last_visit") == "2026-02-02"


def test_the_mergers_own_word_counts_as_well(desk: Desk) -> None:
    merged(desk, HOME2, HOME)
    desk.push(desk.sue, add(HOME, "tags", "contact"), put(HOME, "last_visit", "2026-02-02"))
    split(desk, HOME2)
    assert desk.value(HOME, "tags") == ["contact"]
    assert desk.value(HOME, "last_visit") == "2026-02-02"


def test_what_the_one_who_agreed_to_a_merge_says_as_well_stays_when_it_is_undone(desk: Desk) -> None:
    assert merged(desk, TWIN, PERSON).code == "ok"
    assert desk.value(PERSON, "phone") == "139", "the winner had none"
    assert desk.one(desk.sid, put(PERSON, "phone", "139")).code == "same"
    assert split(desk, TWIN).code == "ok"
    assert desk.value(PERSON, "phone") == "139"
