"""Patrols: what is due follows from plan, patrols made, calendar and day; a log tells times, never places."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.deadlines import DueVisit
from gridcore.fields import GRID, FieldKind, Value
from gridcore.ids import RecordId
from gridcore.patrols import (
    LONGEST,
    PATROL,
    PATROL_CHECK,
    PATROL_PLAN,
    PATROL_POINT,
    check_id,
    day_problem,
    end_of,
    is_forgotten,
    is_waiting,
    local_day,
    next_patrol,
    tidy_clock,
    times_problems,
    typed_times,
)
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.work_calendar import WorkCalendar

WORK = WorkCalendar()
CHINA, WEST = (datetime.timezone(datetime.timedelta(hours=each)) for each in (8, -5))
MONDAY = datetime.date(2026, 11, 23)
NOW = "2026-11-23T08:00:00Z"
WEEKLY: dict[str, Value] = {"rhythm": "weekly", "starts_on": "2026-11-04"}  # a Wednesday
HOSTILE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()), st.just("9999-12-31")
)
KINDS = (PATROL_PLAN, PATROL_POINT, PATROL, PATROL_CHECK)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def due(last: str | None, today: datetime.date = MONDAY, **changed: Value) -> DueVisit | None:
    return next_patrol(WEEKLY | changed, None if last is None else day(last), WORK, today)


def test_a_patrol_is_due_once_in_each_period_on_the_weekday_of_the_first() -> None:
    assert due("2026-11-19") == DueVisit(day("2026-11-25"), "2026-W48", "upcoming", 2)
    assert due("2026-11-23") == DueVisit(day("2026-12-02"), "2026-W49", "upcoming", 9)
    assert due(None) == DueVisit(day("2026-11-04"), "2026-W45", "overdue", 19)
    assert due("2026-11-19", day("2026-11-25")) == DueVisit(day("2026-11-25"), "2026-W48", "today", 0)


def test_it_is_never_due_on_a_free_day_while_its_period_has_others() -> None:
    found = due("2026-11-19", starts_on="2026-11-07")  # a Saturday
    assert found is not None
    assert found.due == day("2026-11-27")


@pytest.mark.parametrize(
    "changed",
    [
        {"rhythm": "on_request"},
        {"rhythm": None},
        {"rhythm": 7},
        {"starts_on": None},
        {"starts_on": "soon"},
        {"starts_on": "9999-12-31"},
        {"ends_on": "2026-11-20"},
        {"ends_on": "2026-11-24"},
    ],
)
def test_a_plan_that_wants_none_or_cannot_be_read_is_not_due(changed: dict[str, Value]) -> None:
    assert next_patrol(WEEKLY | changed, day("2026-11-19"), WORK, MONDAY) is None


def test_a_plan_is_due_up_to_its_last_day_and_not_after_it() -> None:
    assert due(None, ends_on="2026-11-23") is not None
    assert due(None, MONDAY + datetime.timedelta(1), ends_on="2026-11-23") is None


def test_a_patrol_waits_from_its_day_on() -> None:
    assert is_waiting(due(None))
    assert is_waiting(due("2026-11-19", day("2026-11-25")))
    assert not is_waiting(due("2026-11-19"))
    assert not is_waiting(None)


@given(st.dictionaries(st.sampled_from(["rhythm", "starts_on", "ends_on"]), HOSTILE), st.none() | st.dates())
def test_no_plan_stops_a_list(plan: dict[str, Value], last: datetime.date | None) -> None:
    found = next_patrol(plan, last, WORK, MONDAY)
    assert found is None or found.days >= 0


@given(HOSTILE | st.sampled_from(["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]))
def test_no_moment_stops_a_list(moment: Value) -> None:
    for zone in (CHINA, WEST):
        assert isinstance(local_day(moment, zone), datetime.date | None)


def test_a_moment_counts_for_the_day_where_the_user_is() -> None:
    assert local_day("2026-11-22T17:00:00Z", CHINA) == MONDAY
    assert local_day("2026-11-22T15:00:00Z", CHINA) == day("2026-11-22")


def test_two_laptops_that_tick_a_point_meet_in_one_record() -> None:
    one, other = RecordId("p1"), RecordId("p2")
    assert check_id(one, other) == check_id(one, other)
    assert len({check_id(one, other), check_id(other, one), check_id(one, one)}) == 3


def test_a_patrol_that_another_clock_began_later_ends_when_it_began() -> None:
    assert end_of("2026-11-23T07:00:00Z", NOW) == NOW
    assert end_of("2026-11-23T08:10:00Z", NOW) == "2026-11-23T08:10:00Z"


def test_the_end_of_a_forgotten_patrol_is_asked() -> None:
    assert not is_forgotten("2026-11-22T20:00:00Z", NOW)
    assert is_forgotten("2026-11-22T19:59:59Z", NOW)
    assert end_of("2026-11-22T19:59:59Z", NOW) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8:30", "08:30"),
        ("８：３０", "08:30"),
        (" 08.30 ", "08:30"),
        ("830", "08:30"),
        ("1615", "16:15"),
        ("8点", "08:00"),
        ("8点半", "08:30"),
        ("8时5分", "08:05"),
        ("下午3点", "15:00"),
        ("下午12:30", "12:30"),
        ("下午14:00", "14:00"),
        ("晚上8:00", "20:00"),
        ("晚上21:00", "21:00"),
        ("上午9:00", "09:00"),
        ("0:00", "00:00"),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, read: str) -> None:
    found = tidy_clock(typed, "start")
    assert (found.value, found.problems) == (read, ())


@pytest.mark.parametrize(
    "typed", ["8", "83", "24:00", "8:60", "12:5", "noon", "晚上12:00", "-1:00", "1:00:00"]
)
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    found = tidy_clock(typed, "start")
    assert found.value is None
    assert [each.code for each in found.problems] == ["clock_unreadable"]


def test_no_time_is_asked_for() -> None:
    assert [each.code for each in tidy_clock("  ", "end").problems] == ["required"]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_time_or_a_problem(text: str) -> None:
    found = tidy_clock(text, "start")
    assert (found.value is None) == bool(found.problems)
    if found.value is not None:
        datetime.time.fromisoformat(found.value)


def test_typed_times_are_kept_as_moments_and_a_night_ends_on_the_next_day() -> None:
    assert typed_times(MONDAY, "08:30", "10:05", CHINA) == ("2026-11-23T00:30:00Z", "2026-11-23T02:05:00Z")
    assert typed_times(MONDAY, "22:00", "00:30", CHINA) == ("2026-11-23T14:00:00Z", "2026-11-23T16:30:00Z")
    begin, end = typed_times(MONDAY, "10:00", "09:00", CHINA)
    assert end < begin


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z", []),
        ("2026-11-23T06:00:00Z", NOW, []),
        ("2026-11-23T07:00:00Z", "2026-11-23T06:00:00Z", [("end", "ends_before_begin")]),
        ("2026-11-23T08:00:01Z", "2026-11-23T09:00:00Z", [("start", "time_not_come")]),
        ("2026-11-23T07:00:00Z", "2026-11-23T08:00:01Z", [("end", "time_not_come")]),
        ("2026-11-22T19:59:59Z", NOW, [("end", "patrol_too_long")]),
    ],
)
def test_times_that_cannot_be_are_told_beside_their_field(
    start: str, end: str, told: list[tuple[str, str]]
) -> None:
    found = times_problems(start, end, NOW)
    assert [(each.field, each.code) for each in found] == told
    assert all(each.params in ({}, {"limit": LONGEST // datetime.timedelta(hours=1)}) for each in found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-11-23", None),
        ("2026-11-24", "date_not_come"),
        ("1926-11-23", "date_too_early"),
        ("soon", "date_unreadable"),
        (7, "date_unreadable"),
        (None, "required"),
        ("", "required"),
    ],
)
def test_the_day_of_a_patrol_has_come(typed: Value, code: str | None) -> None:
    found = day_problem(typed, MONDAY)
    assert (found and found.code) == code


def test_who_serves_or_supervises_a_grid_plans_and_logs_and_nobody_else_does() -> None:
    ours = {Role.GRID_WORKER, Role.GRID_LEADER, Role.SUPERVISOR}
    for kind in KINDS:
        assert RECORD_TYPES[kind].scope is GRID
        for verb in (Verb.CREATE, Verb.EDIT):
            assert {each for each in Role if may({each}, kind, verb)} == ours
    removed = {kind for kind in KINDS if may(ours, kind, Verb.REMOVE)}
    assert removed == {PATROL_PLAN, PATROL_POINT, PATROL}


def test_no_patrol_keeps_where_somebody_was_or_when_a_point_was_reached() -> None:
    moments = {
        f"{kind}.{each.name}"
        for kind in KINDS
        for each in RECORD_TYPES[kind].fields.values()
        if each.kind is FieldKind.MOMENT
    }
    assert moments == {"patrol.started_at", "patrol.ended_at"}
    assert not any(
        each.kind in (FieldKind.ATTACHMENTS, FieldKind.DETAIL)
        for kind in KINDS
        for each in RECORD_TYPES[kind].fields.values()
    )
