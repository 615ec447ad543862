"""Every follow-up makes what the table says."""

from datetime import date

from gridcore.codes.visits import FOLLOW_UP
from gridcore.follow_ups import DUE_AGAIN, FOLLOW_UPS, Makes, day_again, makes_of


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
