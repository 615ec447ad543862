"""Who agrees for whom, what an answer makes of a plan, and who may write it."""

import datetime

import pytest

from gridcore.consents import (
    ask_again_on,
    is_child,
    may_ask_from,
    problems_for_child,
    review_on,
    standing_after,
    standing_of,
)
from gridcore.fields import Value, record_type
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records.care import AidPair, Consent
from gridcore.roles import Role
from gridcore.validation import check_values

TODAY = datetime.date(2026, 11, 22)
AGREED: dict[str, Value] = {
    "resident": "r1",
    "answer": "granted",
    "purposes": ["visits"],
    "given_by": "person",
    "way": "spoken",
    "given_on": "2026-11-01",
}
PAIR: dict[str, Value] = {
    "helped": "r1",
    "helper": "r2",
    "helped_agreed_on": "2026-11-01",
    "helper_agreed_on": "2026-11-02",
    "starts_on": "2026-11-03",
}


@pytest.mark.parametrize(
    ("born", "day", "child"),
    [
        ("2012-11-22", "2026-11-22", False),
        ("2012-11-23", "2026-11-22", True),
        ("2014-02-28", "2028-02-29", False),
        ("2014-03-01", "2028-02-29", True),
        (None, "2026-11-22", False),
        ("2015", "2026-11-22", False),
        (2015, "2026-11-22", False),
    ],
)
def test_a_child_is_a_child_until_its_fourteenth_birthday(born: Value, day: str, child: bool) -> None:
    assert is_child(born, datetime.date.fromisoformat(day)) is child


def test_who_refuses_is_left_alone_for_a_year() -> None:
    assert ask_again_on(TODAY) == datetime.date(2027, 11, 22)
    assert ask_again_on(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)


NO: dict[str, Value] = {**AGREED, "answer": "refused"}


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        ([NO], "2027-11-01"),
        ([{**NO, "ask_again_on": "2027-02-01"}], "2027-02-01"),
        ([{**NO, "ask_again_on": "soon"}], "2027-11-01"),
        ([{**NO, "given_on": "no day"}], None),
        ([], None),
        ([AGREED], None),
        ([{**NO, "purposes": ["photos"]}], None),
        ([{**AGREED, "withdrawn_on": "2026-11-20"}], None),
        ([NO, {**AGREED, "given_on": "2026-11-02"}], None),
        ([AGREED, NO], "2027-11-01"),
        ([{**NO, "given_on": "2025-01-02"}, {**NO, "ask_again_on": "2027-05-01"}], "2027-05-01"),
    ],
)
def test_who_refused_may_be_asked_again_from_the_day_that_was_agreed_else_after_a_year(
    answers: list[dict[str, Value]], day: str | None
) -> None:
    assert may_ask_from(answers) == (datetime.date.fromisoformat(day) if day else None)


def test_a_plan_is_reviewed_after_a_year_and_that_of_a_child_after_half_a_year() -> None:
    assert review_on(TODAY, child=False) == datetime.date(2027, 11, 22)
    assert review_on(TODAY, child=True) == datetime.date(2027, 5, 22)
    assert review_on(datetime.date(2026, 8, 31), child=True) == datetime.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("changed", "standing"),
    [
        ({}, "granted"),
        ({"given_by": "guardian"}, "guardian"),
        ({"answer": "refused"}, "refused"),
        ({"withdrawn_on": "2026-11-20"}, "withdrawn"),
        ({"answer": "refused", "withdrawn_on": "2026-11-20"}, "withdrawn"),
        ({"purposes": ["photos"]}, None),
        ({"purposes": None}, None),
    ],
)
def test_an_answer_says_how_a_plan_stands(changed: dict[str, Value], standing: str | None) -> None:
    assert standing_of({**AGREED, **changed}) == standing


@pytest.mark.parametrize(
    ("answers", "standing"),
    [
        ([], None),
        ([{"purposes": ["photos"]}], None),
        ([{"given_on": "2026-01-01", "answer": "refused"}, {"given_on": "2026-05-01"}], "granted"),
        ([{"given_on": "2026-05-01"}, {"given_on": "2026-05-01", "answer": "refused"}], "refused"),
        ([{"given_on": "2026-01-01", "withdrawn_on": "2026-06-01"}, {"given_on": "2026-05-01"}], "withdrawn"),
        ([{"given_on": None}, {"given_on": "2026-05-01", "purposes": ["photos"]}], "granted"),
    ],
)
def test_the_newest_answer_counts_and_of_one_day_the_stricter(
    answers: list[dict[str, Value]], standing: str | None
) -> None:
    assert standing_after({**AGREED, **each} for each in answers) == standing


def test_for_a_child_only_the_guardian_agrees_and_everybody_is_heard_who_refuses() -> None:
    child, grown = "2016-05-01", "1950-05-01"
    assert [each.code for each in problems_for_child(AGREED, child, TODAY)] == ["guardian_needed"]
    assert not problems_for_child({**AGREED, "given_by": "guardian"}, child, TODAY)
    assert not problems_for_child({**AGREED, "answer": "refused"}, child, TODAY)
    assert not problems_for_child(AGREED, grown, TODAY)


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, []),
        ({"given_by": "guardian"}, [("guardian", "required")]),
        ({"given_by": "guardian", "guardian": "王芳"}, []),
        ({"purposes": []}, [("purposes", "required")]),
        ({"given_on": "2026-11-23"}, [("given_on", "date_too_late")]),
        ({"withdrawn_on": "2026-10-31"}, [("withdrawn_on", "date_order")]),
    ],
)
def test_a_consent_says_by_whom_to_what_how_and_when(
    changed: dict[str, Value], problems: list[tuple[str, str]]
) -> None:
    found = check_values(record_type(Consent), {**AGREED, **changed}, today=TODAY)
    assert [(each.field, each.code) for each in found] == problems


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, []),
        ({"helper_agreed_on": None}, [("helper_agreed_on", "required")]),
        ({"helped_agreed_on": None}, [("helped_agreed_on", "required")]),
        ({"helper": "r1"}, [("helper", "another_person")]),
        ({"helper": None, "helped": None}, [("helped", "required"), ("helper", "required")]),
        ({"ends_on": "2026-11-01"}, [("ends_on", "date_order")]),
    ],
)
def test_a_pair_is_two_people_who_both_agreed(
    changed: dict[str, Value], problems: list[tuple[str, str]]
) -> None:
    found = check_values(record_type(AidPair), {**PAIR, **changed}, today=TODAY)
    assert [(each.field, each.code) for each in found] == problems


def test_a_worker_writes_how_consent_stands_and_nothing_else_of_a_plan() -> None:
    worker, mediator = frozenset({Role.GRID_WORKER}), frozenset({Role.MEDIATOR})
    assert may_edit_cell(worker, "care_plan", "consent")
    assert not may_edit_cell(worker, "care_plan", "frequency")
    assert not may_edit_cell(mediator, "care_plan", "consent")
    assert may(worker, "consent", Verb.EDIT)
    assert not may(worker, "consent", Verb.REMOVE)
    assert not may(frozenset({Role.SUPERVISOR}), "consent", Verb.CREATE)
