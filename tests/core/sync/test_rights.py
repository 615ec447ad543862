"""A request of a person: granted, it writes what is said to be right; refused, it writes nothing."""

import datetime

import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Create, Step
from gridcore.sync.rights import can_be_corrected
from gridcore.sync.verdicts import Verdict
from gridcore.workflows.rights import RIGHTS_REQUEST, answer_due
from tests.core.sync_desk import HOME, PERSON, PLAN, VISIT, Desk, create, put, remove, step, write

ANN, CYD, SUE = (ReplicaId(each) for each in ("ann-1", "cyd-5", "sue-6"))
REQUEST = RecordId("request")


def asked(desk: Desk, **cells: Value) -> None:
    """What Ann took down at the door."""
    told: dict[str, Value] = {
        "resident": PERSON,
        "wish": "correct",
        "said": "写错了",
        "asked_by": "person",
        "identity_check": "document",
        "asked_on": "2026-11-20",
        "author": "ann",
    }
    assert desk.one(ANN, Create(0, GroupId(""), REQUEST, "rights_request", told | cells)).code == "ok"


def about_plan(desk: Desk, value: Value = "weekly") -> None:
    """A request about a plan, which Ann may not change."""
    base = desk.version(PLAN, "frequency")
    subject: dict[str, Value] = {"subject": PLAN, "subject_kind": "care_plan", "cell": "frequency"}
    asked(desk, **subject, base=base, value=value, before="monthly")


def answer(desk: Desk, to: str = "granted", reason: str = "") -> Step:
    """The supervisor's step for what stands there now."""
    found = desk.record(REQUEST)
    saw = dict.fromkeys(RIGHTS_REQUEST.covers, found.seq)
    return step(REQUEST, "progress", ("open", to), found.vers["progress"].v, reason=reason, saw=saw)


def granted(desk: Desk) -> Verdict:
    """A supervisor grants it."""
    return desk.one(SUE, answer(desk))


def test_a_granted_correction_writes_what_the_worker_may_not_write() -> None:
    desk = Desk()
    assert desk.one(ANN, put(PLAN, "frequency", "weekly", desk.version(PLAN, "frequency"))).code == "denied"
    about_plan(desk)
    assert desk.value(PLAN, "frequency") == "monthly"
    assert granted(desk).code == "ok"
    assert desk.value(PLAN, "frequency") == "weekly"
    assert desk.value(REQUEST, "progress") == "granted"


def test_what_is_said_to_be_empty_is_emptied() -> None:
    desk = Desk()
    desk.one(ANN, put(PERSON, "phone", "13800000000"))
    about: dict[str, Value] = {"subject": PERSON, "subject_kind": "resident", "cell": "phone"}
    asked(desk, **about, base=desk.version(PERSON, "phone"))
    assert granted(desk).code == "ok"
    assert desk.value(PERSON, "phone") is None


def test_what_was_changed_meanwhile_stands_and_the_conflict_is_shown() -> None:
    desk = Desk()
    about_plan(desk)
    desk.one(CYD, put(PLAN, "frequency", "quarterly", desk.version(PLAN, "frequency")))
    assert granted(desk).code == "conflict"
    assert desk.value(PLAN, "frequency") == "quarterly"
    (conflict,) = desk.about("conflict", PLAN)
    assert set(desk.sides(conflict.id).values()) == {"quarterly", "weekly"}


def test_a_refusal_needs_its_reason_and_writes_nothing_but_the_answer() -> None:
    desk = Desk()
    about_plan(desk)
    assert desk.one(SUE, answer(desk, "refused")).code == "invalid"
    assert desk.one(SUE, write(REQUEST, "remark", "与评估表一致")).code == "ok"
    assert desk.one(SUE, answer(desk, "refused", "与评估表一致")).code == "ok"
    assert desk.value(PLAN, "frequency") == "monthly"
    assert desk.value(REQUEST, "remark") == "与评估表一致"


def test_a_request_is_answered_by_supervisors_alone_and_once() -> None:
    desk = Desk()
    about_plan(desk)
    assert desk.one(ANN, answer(desk)).code == "denied"
    assert desk.one(CYD, answer(desk)).code == "denied"
    assert granted(desk).code == "ok"
    late = step(REQUEST, "progress", ("open", "refused"), reason="nein", saw={})
    assert desk.one(SUE, late).code == "stale"


def test_nobody_answers_what_they_took_down_themselves() -> None:
    desk = Desk()
    made = create(
        REQUEST, "rights_request", resident=PERSON, wish="erase", said="不想留", asked_on="2026-11-20"
    )
    assert desk.one(SUE, made).code == "ok"
    assert granted(desk).code == "denied"


def test_nobody_changes_what_was_asked() -> None:
    desk = Desk()
    about_plan(desk)
    for replica in (ANN, SUE):
        assert (
            desk.one(replica, write(REQUEST, "said", "别的", desk.version(REQUEST, "said"))).code == "denied"
        )


@pytest.mark.parametrize("words", [{"wish": "correct"}, {"wish": "erase"}])
def test_what_is_told_in_words_or_asks_for_erasure_writes_nothing_by_itself(words: dict[str, Value]) -> None:
    desk = Desk()
    asked(desk, **words)
    before = dict(desk.record(PERSON).cells)
    assert granted(desk).code == "ok"
    assert desk.record(PERSON).cells == before


def test_a_wish_to_erase_writes_no_value_that_came_with_it() -> None:
    desk = Desk()
    asked(desk, wish="erase", subject=PERSON, cell="name", value="别人")
    assert granted(desk).code == "ok"
    assert desk.value(PERSON, "name") == "某人"


@pytest.mark.parametrize(
    ("subject", "cell", "value"),
    [
        (PLAN, "no_such_field", "weekly"),
        (PLAN, "frequency", 7),
        (PLAN, "needs", "chat"),
        (PLAN, "resident", "other"),
        (VISIT, "approval", "approved"),
        (HOME, "last_visit", "2026-11-20"),
        (RecordId("nowhere"), "name", "别人"),
    ],
)
def test_what_cannot_stand_there_is_put_aside_and_the_request_stays_open(
    subject: RecordId, cell: str, value: Value
) -> None:
    desk = Desk()
    asked(desk, subject=subject, cell=cell, value=value)
    assert granted(desk).code == "parked"
    assert desk.value(REQUEST, "progress") == "open"


def test_a_request_never_reaches_into_another_scope_or_a_removed_record() -> None:
    desk = Desk()
    reason = RecordId("reason")
    desk.one(CYD, create(reason, "care_reason", plan=PLAN, remark="原因"))
    asked(desk, subject=reason, cell="remark", value="别的")
    assert granted(desk).code == "parked"
    desk = Desk()
    phone = RecordId("phone")
    desk.one(ANN, create(phone, "phone_number", resident=PERSON, phone="13800000000"))
    asked(desk, subject=phone, cell="phone", value="13900000000")
    assert desk.one(ANN, remove(phone, desk.record(phone).seq)).code == "ok"
    assert granted(desk).code == "parked"


def test_steps_sets_links_to_the_parent_and_computed_fields_are_told_in_words() -> None:
    open_to_it = {
        (kind, name)
        for kind in ("resident", "care_plan", "visit")
        for name, cell in RECORD_TYPES[kind].cells.items()
        if can_be_corrected(RECORD_TYPES[kind], cell)
    }
    assert ("resident", "birth_date") in open_to_it
    assert ("care_plan", "level") in open_to_it
    assert not open_to_it & {("resident", "household"), ("care_plan", "needs"), ("visit", "approval")}


def test_an_answer_is_due_fifteen_days_later() -> None:
    assert answer_due(datetime.date(2026, 11, 20)) == datetime.date(2026, 12, 5)
