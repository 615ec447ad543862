"""A visit fits the door that it was made at, and goods are signed for."""

import datetime

import pytest

from gridcore.field_problems import PROBLEMS
from gridcore.fields import Value, Values
from gridcore.visit_checks import Stay, long_ago, visit_problems

HOME = Stay(since="2020-05-01", until="2026-10-31")


@pytest.mark.parametrize(
    ("day", "home", "person", "code"),
    [
        ("2020-04-30", HOME, None, "before_household"),
        ("2020-05-01", HOME, None, None),
        ("2026-10-31", HOME, None, None),
        ("2026-11-01", HOME, None, "after_household"),
        ("2026-11-01", HOME, Stay(died_on="2025-01-01"), "after_household"),
        ("2026-03-02", HOME, Stay(died_on="2026-03-01"), "has_died"),
        ("2026-03-01", HOME, Stay(died_on="2026-03-01"), None),
        ("2026-03-02", HOME, Stay(until="2026-03-01"), "after_moved_out"),
        ("2026-03-02", Stay(), Stay(), None),
        ("", HOME, None, None),
        (None, HOME, None, None),
        ("11.22", HOME, None, None),
    ],
)
def test_the_day_of_a_visit_lies_where_somebody_lived_there(
    day: str | None, home: Stay, person: Stay | None, code: str | None
) -> None:
    found = visit_problems({"visited_on": day}, home, person)
    assert [(each.field, each.code) for each in found] == ([("visited_on", code)] if code else [])
    assert all(each.severity == "error" and each.code in PROBLEMS for each in found)


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [
        ("2025-11-22", True),
        ("2026-05-25", True),
        ("2026-05-26", False),
        ("2026-11-22", False),
        ("", False),
        ("11.22", False),
    ],
)
def test_a_year_that_was_typed_by_habit_is_asked_about_and_stops_nothing(day: str, is_asked: bool) -> None:
    found = long_ago({"visited_on": day}, datetime.date(2026, 11, 22))
    assert [(each.code, each.severity) for each in found] == [("visit_long_ago", "warning")] * is_asked
    assert long_ago({}, datetime.date(2026, 11, 22)) == ()


@pytest.mark.parametrize(
    ("signed", "signature", "lacks"),
    [(None, None, True), ("drawn", None, True), (None, ["x"], True), ("drawn", ["x"], False)],
)
def test_goods_are_signed_for(signed: str | None, signature: list[Value] | None, lacks: bool) -> None:
    values: Values = {"goods": "大米一袋", "signed": signed, "signature": signature}
    assert bool(visit_problems(values, Stay())) is lacks


def test_a_visit_without_goods_is_not_signed_for() -> None:
    assert visit_problems({"signed": None}, Stay()) == ()
