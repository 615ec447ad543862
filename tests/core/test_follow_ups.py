"""Every follow-up makes what the table says."""

from datetime import date

import pytest

from gridcore.codes.visits import FOLLOW_UP
from gridcore.follow_ups import DUE_AGAIN, FOLLOW_UPS, Makes, coming_again, day_again, makes_of


def test_every_follow_up_that_may_be_ticked_makes_something_declared() -> None:
    assert FOLLOW_UPS.keys() == {each.code for each in FOLLOW_UP.enabled()}
    assert DUE_AGAIN == ("visit_again", "errand")


def test_a_follow_up_of_a_later_version_makes_nothing_here() -> None:
    assert makes_of("mediation") is Makes.MEDIATION_DRAFT
    assert makes_of("not yet known") is Makes.NOTHING
    assert makes_of(None) is Makes.NOTHING


def test_one_comes_again_in_a_week_or_as_early_as_the_plan_wants() -> None:
    assert day_again(date(2026, 11, 23), None) == date(2026, 11, 30)
    assert day_again(date(2026, 11, 23), date(2026, 12, 21)) == date(2026, 11, 30)
    assert day_again(date(2026, 11, 23), date(2026, 11, 25)) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("follow_up", "agreed", "has_plan", "lacks"),
    [
        ("visit_again", None, True, {"next_date": "2026-11-25"}),
        ("errand", None, False, {"next_date": "2026-11-25"}),
        ("visit_again", "2026-12-01", False, {}),
        (None, "2026-12-01", False, {"follow_up": "visit_again"}),
        ("none", "2026-12-01", False, {"follow_up": "visit_again"}),
        ("none", "2026-12-01", True, {}),
        ("incident", "2026-12-01", False, {}),
        ("not yet known", "2026-12-01", False, {}),
        ("none", None, False, {}),
        ("supervisor", None, True, {}),
    ],
)
def test_a_day_that_was_agreed_is_never_forgotten_and_a_promise_has_a_day(
    follow_up: str | None, agreed: str | None, has_plan: bool, lacks: dict[str, str]
) -> None:
    told = {"follow_up": follow_up, "next_date": agreed}
    assert coming_again(told, date(2026, 11, 23), date(2026, 11, 25), has_plan=has_plan) == lacks
