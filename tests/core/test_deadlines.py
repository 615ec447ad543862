"""Due visits follow from plan, last visit, changes, calendar and day; mediation's clocks from one date."""

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.codes.care import CARE_FREQUENCY
from gridcore.codes.visits import PLAN_EXCEPTION
from gridcore.deadlines import (
    NEVER_VISITED,
    DueVisit,
    LastVisit,
    PlannedVisits,
    VisitChange,
    coming_birthdays,
    confirmation_due,
    due_visit,
    is_door_closed,
    mediation_due,
    period_key,
    state_on,
)
from gridcore.work_calendar import WorkCalendar

EVERY_DAY = WorkCalendar(
    make_up_days=frozenset(datetime.date(2024, 1, 1) + datetime.timedelta(days=each) for each in range(2000))
)
"""Works on weekends too, so that a case shows the nominal day."""
WEEKENDS_FREE = WorkCalendar()
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def due(
    frequency: str,
    start: str,
    *,
    last: str | None = None,
    agreed: str | None = None,
    end: str | None = None,
    changes: Mapping[str, VisitChange] | None = None,
    work: WorkCalendar = EVERY_DAY,
    today: str = "2026-11-22",
) -> DueVisit | None:
    return due_visit(
        PlannedVisits(frequency, day(start), day(end) if end else None),
        LastVisit(day(last) if last else None, day(agreed) if agreed else None),
        changes or {},
        work,
        day(today),
    )


@pytest.mark.parametrize(
    ("frequency", "start", "last", "date", "period"),
    [
        ("weekly", "2026-11-19", None, "2026-11-19", "2026-W47"),
        ("weekly", "2026-11-19", "2026-11-19", "2026-11-26", "2026-W48"),
        ("weekly", "2026-11-19", "2026-11-23", "2026-12-03", "2026-W49"),
        ("weekly", "2026-11-19", "2026-12-30", "2027-01-07", "2027-W01"),
        ("monthly", "2026-10-17", None, "2026-10-17", "2026-10"),
        ("monthly", "2026-10-17", "2026-10-02", "2026-11-17", "2026-11"),
        ("monthly", "2026-10-17", "2026-11-30", "2026-12-17", "2026-12"),
        ("monthly", "2026-10-17", "2026-09-30", "2026-10-17", "2026-10"),
        ("monthly", "2026-10-31", "2026-10-31", "2026-11-30", "2026-11"),
        ("monthly", "2026-01-30", "2026-01-30", "2026-02-28", "2026-02"),
        ("monthly", "2026-10-17", "2026-12-01", "2027-01-17", "2027-01"),
        ("quarterly", "2026-08-31", None, "2026-08-31", "2026-Q3"),
        ("quarterly", "2026-08-31", "2026-09-01", "2026-11-30", "2026-Q4"),
        ("quarterly", "2026-08-31", "2026-10-01", "2027-02-28", "2027-Q1"),
        ("yearly", "2024-02-29", "2024-02-29", "2025-02-28", "2025"),
        ("yearly", "2024-02-29", "2027-12-31", "2028-02-29", "2028"),
    ],
)
def test_a_period_wants_one_visit_on_the_day_that_the_plan_began_with(
    frequency: str, start: str, last: str | None, date: str, period: str
) -> None:
    found = due(frequency, start, last=last)
    assert found is not None
    assert (found.due.isoformat(), found.period) == (date, period)


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [("2026-11-15", "upcoming", 2), ("2026-11-17", "today", 0), ("2026-12-20", "overdue", 33)],
)
def test_a_household_waits_from_the_oldest_missed_visit_on(today: str, state: str, days: int) -> None:
    found = due("monthly", "2026-10-17", last="2026-10-20", today=today)
    assert found is not None
    assert (found.due, found.period, found.state, found.days) == (day("2026-11-17"), "2026-11", state, days)


def test_a_free_day_moves_the_visit_to_the_next_working_day() -> None:
    found = due("monthly", "2026-10-21", last="2026-10-21", work=WEEKENDS_FREE)
    assert found is not None
    assert found.due == day("2026-11-23")


def test_a_free_day_at_the_end_of_a_period_moves_the_visit_forward_instead() -> None:
    found = due("weekly", "2026-11-21", last="2026-11-21", work=WEEKENDS_FREE)
    assert found is not None
    assert (found.due, found.period) == (day("2026-11-27"), "2026-W48")


def test_no_visit_falls_before_the_plan_begins() -> None:
    found = due("weekly", "2026-11-21", work=WEEKENDS_FREE)
    assert found is not None
    assert found.due == day("2026-11-21")


def test_a_period_without_a_working_day_keeps_its_day() -> None:
    closed = frozenset(day("2026-10-05") + datetime.timedelta(days=each) for each in range(7))
    found = due("weekly", "2026-09-28", last="2026-09-28", work=WorkCalendar(closed))
    assert found is not None
    assert found.due == day("2026-10-05")


def test_a_skipped_period_passes_to_the_next() -> None:
    skipped = {"2026-11": VisitChange("skipped"), "2026-12": VisitChange("skipped")}
    found = due("monthly", "2026-10-17", last="2026-10-17", changes=skipped)
    assert found is not None
    assert found.period == "2027-01"


def test_a_moved_visit_is_due_on_its_new_day() -> None:
    moved = {"2026-11": VisitChange("moved", day("2026-11-25"))}
    assert due("monthly", "2026-10-17", last="2026-10-17", changes=moved) == DueVisit(
        day("2026-11-25"), "2026-11", "upcoming", 3
    )


def test_a_visit_handed_over_says_so() -> None:
    found = due("monthly", "2026-10-17", last="2026-10-17", changes={"2026-11": VisitChange("handed_over")})
    assert found == DueVisit(day("2026-11-17"), "2026-11", "overdue", 5, handed_over=True)


def test_an_ended_plan_wants_no_visit() -> None:
    assert due("monthly", "2026-10-17", last="2026-10-17", end="2026-11-16") is None
    assert due("monthly", "2026-10-17", last="2026-10-17", end="2026-11-17") is not None


@pytest.mark.parametrize("frequency", ["on_request", "unheard_of"])
def test_a_plan_on_request_wants_only_what_was_agreed(frequency: str) -> None:
    assert due(frequency, "2026-10-17") is None
    assert due(frequency, "2026-10-17", last="2026-11-01", agreed="2026-11-24") == DueVisit(
        day("2026-11-24"), "2026-11-24", "upcoming", 2
    )


@pytest.mark.parametrize(
    ("agreed", "date", "period"),
    [
        ("2026-11-24", "2026-11-24", "2026-11-24"),
        ("2026-12-20", "2026-12-17", "2026-12"),
        ("2026-11-03", "2026-12-17", "2026-12"),
        ("2026-11-02", "2026-12-17", "2026-12"),
    ],
)
def test_a_promise_comes_first_where_it_is_earlier(agreed: str, date: str, period: str) -> None:
    found = due("monthly", "2026-10-17", last="2026-11-03", agreed=agreed)
    assert found is not None
    assert (found.due.isoformat(), found.period) == (date, period)


def test_a_promise_can_be_moved_or_skipped_and_ends_with_the_plan() -> None:
    moved = {"2026-11-24": VisitChange("moved", day("2026-11-26"))}
    found = due("on_request", "2026-10-17", agreed="2026-11-24", changes=moved)
    assert found is not None
    assert found.due == day("2026-11-26")
    skipped = {"2026-11-24": VisitChange("skipped")}
    assert due("on_request", "2026-10-17", agreed="2026-11-24", changes=skipped) is None
    assert due("on_request", "2026-10-17", agreed="2026-11-24", end="2026-11-23") is None


@pytest.mark.parametrize(
    ("start", "last", "agreed"),
    [
        ("9999-12-31", None, None),
        ("2026-01-01", "9999-12-31", None),
        ("2026-01-01", None, "9000-01-01"),
    ],
)
def test_a_slip_of_the_hand_in_a_year_stops_no_list(start: str, last: str | None, agreed: str | None) -> None:
    assert due("monthly", start, last=last, agreed=agreed) is None
    assert due("monthly", "2026-11-24", end="9999-12-31") is not None


@given(st.sampled_from(["weekly", "monthly", "quarterly", "yearly"]), DAYS, DAYS, DAYS)
def test_a_visit_ends_the_period_that_it_falls_in(
    frequency: str, start: datetime.date, last: datetime.date, today: datetime.date
) -> None:
    plan = PlannedVisits(frequency, start)
    found = due_visit(plan, LastVisit(last), {}, WEEKENDS_FREE, today)
    assert found is not None
    assert found.period == period_key(frequency, found.due)
    assert found.due >= start
    if last >= start:
        assert found.due > last
        assert found.period != period_key(frequency, last)
    done = due_visit(plan, LastVisit(found.due), {}, WEEKENDS_FREE, today)
    assert done is not None
    assert done.due > found.due


@given(st.sampled_from(["weekly", "monthly", "quarterly", "yearly"]), DAYS, st.integers(1, 30))
def test_no_period_is_left_out_when_every_visit_is_made_on_its_day(
    frequency: str, start: datetime.date, rounds: int
) -> None:
    plan, last, seen = PlannedVisits(frequency, start), NEVER_VISITED, list[str]()
    for _ in range(rounds):
        found = due_visit(plan, last, {}, EVERY_DAY, start)
        assert found is not None
        seen.append(found.period)
        last = LastVisit(found.due)
    assert seen == sorted(set(seen))
    longest = {"weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}[frequency]
    assert (last.on or start) - start <= datetime.timedelta(days=longest * (rounds - 1) + 3)


@given(DAYS)
def test_period_keys_of_a_day_fit_the_field_and_tell_periods_apart(on: datetime.date) -> None:
    keys = [period_key(each.code, on) for each in CARE_FREQUENCY]
    assert len(set(keys)) == len(keys)
    assert all(len(each) <= 12 for each in keys)


@pytest.mark.parametrize(
    ("frequency", "key"),
    [
        ("weekly", "2026-W53"),
        ("monthly", "2027-01"),
        ("quarterly", "2027-Q1"),
        ("yearly", "2027"),
        ("on_request", "2027-01-01"),
    ],
)
def test_a_week_belongs_to_its_iso_year(frequency: str, key: str) -> None:
    assert period_key(frequency, day("2027-01-01")) == key


def test_the_changes_of_a_plan_are_those_of_the_code_list() -> None:
    assert [each.code for each in PLAN_EXCEPTION] == ["moved", "skipped", "handed_over"]


@given(DAYS, st.integers(-400, 400))
def test_the_state_of_a_limit_counts_the_days(today: datetime.date, days: int) -> None:
    state, count = state_on(today + datetime.timedelta(days=days), today)
    assert count == abs(days)
    assert state == ("today" if days == 0 else "upcoming" if days > 0 else "overdue")


@pytest.mark.parametrize(
    ("accepted", "extensions", "date"),
    [
        ("2026-11-22", [], "2026-12-22"),
        ("2026-11-22", [30], "2027-01-21"),
        ("2026-11-22", [30, 15], "2027-02-05"),
    ],
)
def test_a_case_is_settled_within_thirty_days_and_its_extensions(
    accepted: str, extensions: list[int], date: str
) -> None:
    assert mediation_due(day(accepted), extensions) == day(date)


def test_court_confirmation_is_asked_for_within_thirty_days_of_effect() -> None:
    assert confirmation_due(day("2026-11-22")) == day("2026-12-22")


@pytest.mark.parametrize(
    ("declined", "way", "is_closed"),
    [(2, "door", False), (3, "door", True), (4, None, True), (3, "phone", False), (9, "video", False)],
)
def test_a_door_is_closed_by_three_refusals_and_calls_are_not(
    declined: int, way: str | None, is_closed: bool
) -> None:
    assert is_door_closed(declined, way) is is_closed


def test_birthdays_that_come_are_kept_on_their_day_across_the_new_year() -> None:
    assert coming_birthdays(day("2026-12-31"), 1) == {"12-31": day("2026-12-31"), "01-01": day("2027-01-01")}


@pytest.mark.parametrize(("today", "kept_on"), [("2026-02-28", "2026-02-28"), ("2028-02-28", "2028-02-29")])
def test_who_was_born_on_a_leap_day_has_a_birthday_every_year(today: str, kept_on: str) -> None:
    assert coming_birthdays(day(today), 2)["02-29"] == day(kept_on)
