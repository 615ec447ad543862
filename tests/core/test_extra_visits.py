"""To whom a campaign goes and when a major change wants a visit: from what was noted and the day alone."""

import datetime

import pytest

from gridcore.deadlines import DueState, VisitChange
from gridcore.extra_visits import (
    CampaignWish,
    after_change,
    extra_change_id,
    in_campaign,
    life_change_id,
    limit_of,
)
from gridcore.ids import RecordId

LIMIT = datetime.date(2026, 11, 24)
PERIOD = "c1"


def day(number: int) -> datetime.date:
    return datetime.date(2026, 11, number)


def wish(
    levels: str = "", needs: str = "", from_age: int | None = None, start: int = 10, end: int = 20
) -> CampaignWish:
    return CampaignWish(day(start), day(end), frozenset(levels.split()), frozenset(needs.split()), from_age)


@pytest.mark.parametrize(
    ("asked", "level", "needs", "fits"),
    [
        (wish(), None, [], True),
        (wish("close"), "close", [], True),
        (wish("close regular"), "regular", [], True),
        (wish("close"), "general", [], False),
        (wish("close"), None, [], False),
        (wish(needs="meals chat"), None, ["chat"], True),
        (wish(needs="meals"), None, ["chat"], False),
        (wish("close", "meals"), "close", ["chat"], False),
        (wish("close", "meals"), "close", ["meals"], True),
    ],
)
def test_a_campaign_goes_to_the_levels_and_to_one_of_the_needs_that_it_names(
    asked: CampaignWish, level: str | None, needs: list[str], fits: bool
) -> None:
    assert asked.fits_plan(level, needs) is fits
    assert asked.is_for_plans


@pytest.mark.parametrize(
    ("from_age", "age", "fits"),
    [(None, None, True), (None, 3, True), (80, 80, True), (80, 79, False), (80, None, False), (0, 0, True)],
)
def test_a_campaign_by_age_reaches_nobody_of_whom_no_age_is_known(
    from_age: int | None, age: int | None, fits: bool
) -> None:
    assert wish(from_age=from_age).fits_age(age) is fits


def test_a_campaign_by_age_alone_needs_no_care_plan() -> None:
    assert not wish(from_age=80).is_for_plans
    assert wish("close", from_age=80).is_for_plans


@pytest.mark.parametrize(
    ("today", "change", "found"),
    [
        (9, None, None),
        (10, None, (10, "today", 0)),
        (20, None, (20, "today", 0)),
        (21, None, None),
        (12, VisitChange("skipped"), None),
        (12, VisitChange("moved", day(15)), (15, "upcoming", 3)),
        (15, VisitChange("moved", day(15)), (15, "today", 0)),
        (16, VisitChange("moved", day(15)), (16, "today", 0)),
        (12, VisitChange("moved", day(25)), (12, "today", 0)),
    ],
)
def test_a_household_is_due_from_the_first_day_of_a_campaign_to_its_last_and_never_late(
    today: int, change: VisitChange | None, found: tuple[int, DueState, int] | None
) -> None:
    due = in_campaign(wish(), PERIOD, change, day(today))
    assert (None if due is None else (due.due.day, due.state, due.days)) == found


@pytest.mark.parametrize(
    ("today", "change", "found"),
    [
        (23, None, (24, "today", 1)),
        (24, None, (24, "today", 0)),
        (26, None, (24, "overdue", 2)),
        (23, VisitChange("skipped"), None),
        (23, VisitChange("moved", day(24)), (24, "today", 1)),
        (24, VisitChange("moved", day(26)), (26, "upcoming", 2)),
        (26, VisitChange("moved", day(26)), (26, "today", 0)),
        (27, VisitChange("moved", day(26)), (26, "overdue", 1)),
    ],
)
def test_after_a_major_change_the_visit_is_due_at_once_and_waits_after_a_day(
    today: int, change: VisitChange | None, found: tuple[int, DueState, int] | None
) -> None:
    due = after_change(LIMIT, PERIOD, change, day(today))
    assert (None if due is None else (due.due.day, due.state, due.days)) == found


def test_somebody_is_called_on_within_24_hours() -> None:
    noted = datetime.datetime(2026, 11, 22, 15, 30, tzinfo=datetime.UTC)
    assert limit_of(noted) == datetime.datetime(2026, 11, 23, 15, 30, tzinfo=datetime.UTC)


def test_two_laptops_that_note_the_same_meet_in_one_record() -> None:
    one, other = RecordId("p1"), RecordId("p2")
    assert life_change_id(one, "fall", "2026-11-22") == life_change_id(one, "fall", "2026-11-22")
    told = {
        life_change_id(one, "fall", "2026-11-22"),
        life_change_id(other, "fall", "2026-11-22"),
        life_change_id(one, "accident", "2026-11-22"),
        life_change_id(one, "fall", "2026-11-23"),
    }
    assert len(told) == 4
    assert extra_change_id(RecordId("h1"), one) != extra_change_id(RecordId("h1"), other)
