"""Deciding conflicts: the first choice, the same again, another one, sides that nobody had seen."""

import msgspec
import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.stored import RecordState
from tests.core.sync_desk import (
    HOME,
    HOUSE,
    OTHER,
    PERSON,
    VISIT,
    Desk,
    create,
    move,
    put,
    remove,
    resolve,
    write,
)

ANN, BOB, EVE, CYD, SUE = (ReplicaId(each) for each in ("ann-1", "bob-3", "eve-4", "cyd-5", "sue-6"))
SEEN = Desk().record(HOME).seq


def disputed() -> tuple[Desk, RecordId]:
    """The address was 甲; Ann says 乙, Bob says 丙, and 丙 stands."""
    desk = Desk()
    desk.one(ANN, put(HOME, "address", "乙", SEEN))
    return desk, RecordId(str(desk.one(BOB, put(HOME, "address", "丙", SEEN)).extra))


def number(desk: Desk, conflict: RecordId) -> int:
    return desk.record(conflict).seq


def test_a_choice_is_written_and_closes_the_conflict() -> None:
    desk, conflict = disputed()
    assert desk.one(EVE, resolve(conflict, number(desk, conflict), "乙", ANN)).code == "ok"
    assert desk.value(HOME, "address") == "乙"
    decided = desk.record(conflict).cells["decided"]
    assert isinstance(decided, dict)
    assert (decided["author"], decided["choice"], decided["value"]) == ("eve", ANN, "乙")
    assert desk.record(HOME).vers["address"].conflict is None


def test_a_third_value_may_be_chosen() -> None:
    desk, conflict = disputed()
    assert desk.one(SUE, resolve(conflict, number(desk, conflict), "丁")).code == "ok"
    assert desk.value(HOME, "address") == "丁"


def test_every_older_chain_ends_with_a_decision() -> None:
    desk, conflict = disputed()
    desk.one(EVE, resolve(conflict, number(desk, conflict), "乙", ANN))
    for who in (ANN, BOB, EVE):
        verdict = desk.one(who, put(HOME, "address", f"von {who}", SEEN))
        assert verdict.code == "conflict"
        assert desk.record(conflict).cells["progress"] == "open"
    assert set(desk.sides(conflict).values()) >= {f"von {who}" for who in (ANN, BOB, EVE)}
    assert len(desk.about("conflict", HOME)) == 1


def test_the_same_choice_again_agrees() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    desk.one(EVE, resolve(conflict, saw, "乙", ANN))
    assert desk.one(SUE, resolve(conflict, saw, "乙")).code == "same"
    assert desk.record(conflict).cells["progress"] == "resolved"


def test_another_choice_opens_the_conflict_again_with_the_first_one_standing() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    desk.one(EVE, resolve(conflict, saw, "乙", ANN))
    verdict = desk.one(SUE, resolve(conflict, saw, "丙", BOB))
    assert (verdict.code, verdict.extra) == ("conflict", conflict)
    assert desk.value(HOME, "address") == "乙"
    cells = desk.record(conflict).cells
    assert (cells["progress"], cells["standing"], cells["before"], cells["base"]) == ("open", EVE, "甲", SEEN)
    assert desk.sides(conflict) == {ANN: "乙", BOB: "丙", EVE: "乙", SUE: "丙"}
    desk.one(SUE, resolve(conflict, number(desk, conflict), "丙", BOB))
    assert desk.record(conflict).cells["progress"] == "resolved"


def test_the_decider_may_think_again() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    assert [
        each.code for each in desk.push(EVE, resolve(conflict, saw, "乙"), resolve(conflict, saw, "丙"))
    ] == ["ok", "ok"]
    assert desk.value(HOME, "address") == "丙"


def test_the_decider_may_not_think_again_once_somebody_agreed() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    desk.one(EVE, resolve(conflict, saw, "乙"))
    desk.one(SUE, resolve(conflict, saw, "乙"))
    assert desk.one(EVE, resolve(conflict, saw, "丙")).code == "conflict"
    assert desk.value(HOME, "address") == "乙"
    assert desk.sides(conflict)[SUE] == "乙"


def test_a_side_that_was_not_seen_keeps_the_conflict_open() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    desk.one(EVE, put(HOME, "address", "丁", SEEN))
    verdict = desk.one(SUE, resolve(conflict, saw, "乙", ANN))
    assert (verdict.code, verdict.extra) == ("conflict", conflict)
    assert desk.value(HOME, "address") == "乙"
    assert desk.record(conflict).cells["standing"] == SUE
    assert desk.sides(conflict) == {ANN: "乙", BOB: "丙", EVE: "丁", SUE: "乙"}


def test_the_own_side_is_never_unseen() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    found = desk.push(ANN, put(HOME, "address", "丁", SEEN), resolve(conflict, saw, "戊"))
    assert [each.code for each in found] == ["conflict", "ok"]
    assert desk.value(HOME, "address") == "戊"


def test_a_late_decision_of_an_old_conflict_joins_the_one_that_is_open_now() -> None:
    desk, first = disputed()
    saw = number(desk, first)
    desk.one(EVE, resolve(first, saw, "乙", ANN))
    now = desk.version(HOME, "address")
    desk.one(ANN, put(HOME, "address", "丁", now))
    second = desk.one(BOB, put(HOME, "address", "戊", now)).extra
    assert second != first
    verdict = desk.one(SUE, resolve(first, saw, "丙", BOB))
    assert (verdict.code, verdict.extra) == ("conflict", second)
    assert desk.sides(second) == {ANN: "丁", BOB: "戊", SUE: "丙"}
    assert desk.record(first).cells["progress"] == "resolved"
    assert desk.one(EVE, resolve(first, saw, "丙", BOB)).extra == second, "also from who decided the old one"
    assert len(desk.about("conflict", HOME)) == 1


def test_who_went_on_from_a_decision_may_come_back_to_it() -> None:
    desk, conflict = disputed()
    saw = number(desk, conflict)
    desk.one(EVE, resolve(conflict, saw, "乙", ANN))
    desk.one(BOB, put(HOME, "address", "丁", desk.version(HOME, "address")))
    assert desk.one(BOB, resolve(conflict, saw, "乙", ANN)).code == "ok"
    assert desk.value(HOME, "address") == "乙"


def test_agreeing_with_an_old_decision_touches_nothing_newer() -> None:
    desk, first = disputed()
    saw = number(desk, first)
    desk.one(EVE, resolve(first, saw, "乙", ANN))
    desk.one(ANN, put(HOME, "address", "丁", desk.version(HOME, "address")))
    assert desk.one(SUE, resolve(first, saw, "乙")).code == "same"
    assert desk.record(HOME).vers["address"].also == ()


@pytest.mark.parametrize(
    ("who", "saw", "value", "code", "extra"),
    [
        (CYD, 0, "乙", "denied", "not_allowed"),
        (SUE, 999, "乙", "invalid", "base_unknown"),
        (SUE, 0, 7, "invalid", "value_does_not_fit"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    who: ReplicaId, saw: int, value: Value, code: str, extra: str
) -> None:
    desk, conflict = disputed()
    verdict = desk.one(who, resolve(conflict, saw, value))
    assert (verdict.code, verdict.extra) == (code, extra)
    assert desk.value(HOME, "address") == "丙"


def test_only_conflicts_are_decided() -> None:
    assert Desk().one(ANN, resolve(HOME, 0, "乙")).extra == "wrong_verb"


def test_a_removal_is_decided_with_yes_or_no() -> None:
    desk = Desk()
    desk.one(BOB, put(HOME, "phone", "1"))
    conflict = RecordId(str(desk.one(ANN, remove(HOME, SEEN)).extra))
    assert desk.one(SUE, resolve(conflict, number(desk, conflict), "yes")).code == "invalid"
    assert desk.one(SUE, resolve(conflict, number(desk, conflict), True, ANN)).code == "ok"
    assert desk.record(HOME).state == "removed"
    assert desk.one(SUE, resolve(conflict, number(desk, conflict), False)).code == "ok"
    assert desk.record(HOME).state == "present"
    assert desk.one(BOB, resolve(conflict, number(desk, conflict), True)).code == "conflict"
    assert desk.record(HOME).state == "present"
    assert desk.sides(conflict)[BOB] is True


def test_a_decision_on_a_removed_record_brings_it_back_visibly() -> None:
    desk, conflict = disputed()
    assert desk.one(EVE, remove(HOME, desk.record(HOME).seq)).code == "ok"
    verdict = desk.one(SUE, resolve(conflict, number(desk, conflict), "乙", ANN))
    assert verdict.code == "conflict"
    assert desk.record(HOME).state == "present"
    assert desk.value(HOME, "address") == "乙"
    assert desk.record(RecordId(str(verdict.extra))).cells["conflict_kind"] == "removal"


def test_a_conflict_moves_with_its_record() -> None:
    desk, conflict = disputed()
    desk.one(SUE, move(HOUSE, OTHER))
    assert desk.record(conflict).scope == OTHER
    assert desk.one(ANN, resolve(conflict, number(desk, conflict), "乙")).extra == "scope_left"
    assert desk.one(SUE, resolve(conflict, number(desk, conflict), "乙")).code == "ok"


def test_a_decision_about_an_erased_record_is_parked() -> None:
    desk, conflict = disputed()
    desk.server.stored[HOME] = msgspec.structs.replace(
        desk.record(HOME), state=RecordState.ERASED, cells={}, vers={}
    )
    assert desk.one(SUE, resolve(conflict, number(desk, conflict), "乙")).extra == "subject_gone"
    assert desk.one(ANN, put(HOME, "phone", "1")).extra == "erased"
    assert desk.one(ANN, create(HOME, "household", room="room")).extra == "erased"


def test_a_decision_that_breaks_a_rule_is_shown() -> None:
    desk = Desk()
    desk.one(ANN, put(VISIT, "next_date", "2026-04-01"))
    conflict = RecordId(str(desk.one(BOB, put(VISIT, "next_date", "2026-04-02")).extra))
    verdict = desk.one(SUE, resolve(conflict, number(desk, conflict), "2026-02-01"))
    assert verdict.code == "conflict"
    assert desk.value(VISIT, "next_date") == "2026-02-01"
    assert desk.record(RecordId(str(verdict.extra))).cells["conflict_kind"] == "rule"


def twins() -> tuple[Desk, RecordId]:
    desk = Desk()
    desk.one(ANN, put(PERSON, "birth_date", "1950-01-01"))
    made = create(RecordId("twin"), "resident", household=HOME, name="某人", birth_date="1950-01-01")
    return desk, RecordId(str(desk.one(ANN, made).extra))


def test_what_writes_no_cell_is_decided_too() -> None:
    desk, conflict = twins()
    saw = number(desk, conflict)
    assert desk.one(ANN, resolve(conflict, saw, None, "two")).code == "ok"
    assert desk.one(BOB, resolve(conflict, saw, None, "two")).code == "same"
    assert desk.one(ANN, resolve(conflict, saw, None, "one")).code == "ok", "thought again"
    assert desk.one(BOB, resolve(conflict, saw, None, "two")).code == "conflict"
    cells = desk.record(conflict).cells
    assert (cells["progress"], cells["decided"]) == ("open", None)
    assert desk.sides(conflict).keys() == {"records", ANN, BOB}


def test_a_conflict_on_the_same_base_opens_under_its_old_id_and_keeps_its_sides() -> None:
    desk, conflict = disputed()
    desk.one(EVE, resolve(conflict, number(desk, conflict), "乙", ANN))
    late = desk.one(SUE, put(HOME, "address", "丁", SEEN))
    assert late.extra == conflict
    assert desk.sides(conflict) == {ANN: "乙", BOB: "丙", EVE: "乙", SUE: "丁"}
    assert desk.record(conflict).cells["before"] == "甲"


def test_the_base_of_a_decided_text_is_known() -> None:
    desk = Desk()
    desk.one(ANN, write(HOME, "remark", "乙。二。三。", SEEN))
    conflict = RecordId(str(desk.one(BOB, write(HOME, "remark", "丙。二。三。", SEEN)).extra))
    desk.one(SUE, resolve(conflict, number(desk, conflict), "丁。二。三。"))
    base = desk.version(HOME, "remark")
    desk.one(ANN, write(HOME, "remark", "丁。二。三。四。", base))
    assert desk.one(BOB, write(HOME, "remark", "零。丁。二。三。", base)).code == "merged"
    assert desk.value(HOME, "remark") == "零。丁。二。三。四。"
