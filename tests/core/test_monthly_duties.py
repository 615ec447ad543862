"""What a month of a grid lacks follows from counts; it presses near the end, and is about no person."""

import datetime

from gridcore.codes.activities import ACTIVITY_KIND, MONTHLY_DUTY
from gridcore.fields import GRID
from gridcore.monthly_duties import first_to_note, is_pressing, missing_duties
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role


def test_of_the_four_those_without_a_record_are_missing_in_their_order() -> None:
    assert [MONTHLY_DUTY.text(each, "zh") for each in missing_duties({})] == ["走访", "宣讲", "服务", "宣传"]
    assert missing_duties({"visit": 3, "talk": 0, "publicity": 1}) == ("talk", "service")
    assert missing_duties({each.code: 1 for each in MONTHLY_DUTY}) == ()


def test_a_visit_is_never_noted_as_an_activity() -> None:
    assert first_to_note(("visit",)) is None
    assert first_to_note(("visit", "service", "publicity")) == "service"
    assert {each.code for each in ACTIVITY_KIND} == {each.code for each in MONTHLY_DUTY} - {"visit"}


def test_it_presses_from_the_twenty_fifth_on() -> None:
    assert not is_pressing(datetime.date(2026, 11, 24))
    assert is_pressing(datetime.date(2026, 11, 25))


def test_workers_and_leaders_note_activities_in_their_grid_and_nobody_else_does() -> None:
    writers = {each for each in Role if may({each}, "grid_activity", Verb.CREATE)}
    assert writers == {Role.GRID_WORKER, Role.GRID_LEADER}
    assert RECORD_TYPES["grid_activity"].scope is GRID
