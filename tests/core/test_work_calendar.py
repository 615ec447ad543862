"""Working days follow weekends, holidays and make-up days, from files that anybody may edit."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.work_calendar import WorkCalendar, read_calendars

SHIPPED = sorted((Path(__file__).parents[2] / "resources" / "calendars").glob("*.json"))
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture(scope="module")
def shipped() -> WorkCalendar:
    found, problems = read_calendars(json.loads(each.read_text(encoding="utf-8")) for each in SHIPPED)
    assert problems == ()
    return found


def test_the_shipped_calendar_is_marked_as_unverified() -> None:
    assert SHIPPED
    assert all(json.loads(each.read_text(encoding="utf-8"))["verified"] is False for each in SHIPPED)


@pytest.mark.parametrize(
    ("date", "works"),
    [
        ("2026-11-20", True),
        ("2026-11-22", False),
        ("2026-10-01", False),
        ("2026-10-10", True),
        ("2026-02-28", True),
        ("2027-10-01", True),
    ],
)
def test_holidays_are_free_and_make_up_days_are_not(shipped: WorkCalendar, date: str, works: bool) -> None:
    assert shipped.is_working_day(day(date)) == works
    assert shipped.years == {2026}


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
        ("2026-02-13", 2, "2026-02-24"),
    ],
)
def test_a_limit_counts_working_days_after_its_first_day(
    shipped: WorkCalendar, start: str, count: int, end: str
) -> None:
    assert shipped.add_working_days(day(start), count) == day(end)


def test_the_nearest_working_days_are_found(shipped: WorkCalendar) -> None:
    assert shipped.next_working_day(day("2026-10-01")) == day("2026-10-08")
    assert shipped.previous_working_day(day("2026-10-07")) == day("2026-09-30")
    assert shipped.next_working_day(day("2026-10-10")) == day("2026-10-10")


def test_a_calendar_without_working_days_leaves_the_day_as_it_is() -> None:
    closed = WorkCalendar(frozenset(day("2026-01-01") + datetime.timedelta(days=each) for each in range(365)))
    assert closed.next_working_day(day("2026-03-01")) == day("2026-03-01")


@given(DAYS, st.integers(1, 40))
def test_a_limit_ends_on_a_working_day_with_as_many_behind_it(start: datetime.date, count: int) -> None:
    work = WorkCalendar(frozenset({start + datetime.timedelta(days=2)}))
    end = work.add_working_days(start, count)
    passed = [start + datetime.timedelta(days=each) for each in range(1, (end - start).days + 1)]
    assert sum(map(work.is_working_day, passed)) == count
    assert work.is_working_day(end)


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ({"year": 2026, "holidays": ["2026-01-01"], "make_up_days": []}, []),
        ({"year": 2026}, []),
        ({"holidays": ["2026-01-01"]}, ["year"]),
        ({"year": "2026"}, ["year"]),
        ({"year": True}, ["year"]),
        ({"year": 2026, "holidays": ["2026-02-30"]}, ["holidays"]),
        ({"year": 2026, "holidays": ["2027-01-01"]}, ["holidays"]),
        ({"year": 2026, "holidays": [20260101, None]}, ["holidays", "holidays"]),
        ({"year": 2026, "holidays": "2026-01-01x", "make_up_days": {}}, ["holidays", "make_up_days"]),
    ],
)
def test_what_is_no_calendar_is_told_and_the_rest_is_read(
    written: dict[str, object], fields: list[str]
) -> None:
    found, problems = read_calendars([written, {"year": 2025, "holidays": ["2025-01-01"]}])
    assert [each.field for each in problems] == fields
    assert day("2025-01-01") in found.holidays
