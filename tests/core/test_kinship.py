"""Rules across a household: one head, nobody older than a parent; what was wrong before stops nothing."""

import pytest

from gridcore.fields import Values
from gridcore.kinship import Kin, household_problems, kin_problems

HEAD: Values = {"relation": "02", "birth_date": "1980-05-20", "status": "lives_here"}


def told(person: Values, *others: Values, before: Values | None = None) -> list[tuple[str, str, str]]:
    found = kin_problems(person, Kin(others, before))
    return [(each.field, each.code, each.severity) for each in found]


@pytest.mark.parametrize(
    ("relation", "born", "expected"),
    [
        ("20", "2005-01-01", []),
        ("20", "1979-12-31", [("birth_date", "child_older", "error")]),
        ("30", "1980-05-20", [("birth_date", "child_older", "error")]),
        ("22", "1992-05-19", [("birth_date", "parent_young", "warning")]),
        ("22", "1992-05-20", []),
        ("40", "1979-12-31", [("birth_date", "child_older", "error")]),
        ("40", "1990-01-01", []),
        ("27", "1979-12-31", [("birth_date", "stepchild_older", "warning")]),
        ("38", "1979-12-31", [("birth_date", "stepchild_older", "warning")]),
        ("38", "1985-01-01", []),
        ("50", "1955-01-01", []),
        ("51", "1981-01-01", [("birth_date", "child_older", "error")]),
        ("52", "1970-01-01", [("birth_date", "parent_young", "warning")]),
        ("61", "1970-01-01", []),
        ("55", "1981-01-01", [("birth_date", "stepchild_older", "warning")]),
        ("10", "1930-01-01", []),
        ("20", None, []),
        ("20", "1979", []),
        (None, "1979-12-31", []),
    ],
)
def test_nobody_is_older_than_a_parent(
    relation: str | None, born: str | None, expected: list[tuple[str, str, str]]
) -> None:
    assert told({"relation": relation, "birth_date": born}, HEAD) == expected


def test_the_date_of_the_head_is_held_against_everybody_and_the_heaviest_is_told() -> None:
    child, step = (
        {"relation": "20", "birth_date": "1979-01-01"},
        {"relation": "27", "birth_date": "1979-01-01"},
    )
    assert told(HEAD, step, child) == [("birth_date", "child_older", "error")]
    assert told(HEAD, step) == [("birth_date", "stepchild_older", "warning")]
    assert told(HEAD, {"relation": "20", "birth_date": "2010-01-01"}) == []
    assert told({**HEAD, "birth_date": None}, child) == []


def test_of_two_heads_either_may_be_the_parent_and_what_fits_neither_is_told() -> None:
    self_named = {"relation": "01", "birth_date": "1990-01-01"}
    assert told(self_named, HEAD) == [("relation", "two_heads", "warning")]
    older = {"relation": "20", "birth_date": "1970-01-01"}
    assert told(older, HEAD, self_named) == [("birth_date", "child_older", "error")]
    assert told(older, HEAD, {**self_named, "birth_date": None}) == []
    between = {"relation": "20", "birth_date": "1985-01-01"}
    assert told(between, HEAD, self_named) == told(between, self_named, HEAD)
    assert told(between, HEAD, self_named) == [("birth_date", "parent_young", "warning")]
    assert told({"relation": "20", "birth_date": "2005-01-01"}, HEAD, self_named) == []


def test_a_head_who_died_or_left_makes_room_for_another() -> None:
    widow = {"relation": "02", "birth_date": "1982-01-01", "status": "lives_here"}
    assert told(widow, {**HEAD, "status": "deceased"}) == []
    assert told({**HEAD, "status": "moved_away"}, widow) == []


def test_what_was_wrong_before_does_not_stop_another_edit() -> None:
    before = {"relation": "20", "birth_date": "1979-12-31"}
    assert told({**before, "name": "new"}, HEAD, before=before) == [("birth_date", "child_older", "warning")]
    sound = {"relation": "20", "birth_date": "2001-01-01"}
    assert told(before, HEAD, before=sound) == [("birth_date", "child_older", "error")]


def test_a_household_tells_each_thing_once() -> None:
    child = {"relation": "20", "birth_date": "1979-12-31"}
    assert [each.code for each in household_problems([HEAD, child, child])] == ["child_older"]
    assert [each.code for each in household_problems([HEAD, HEAD])] == ["two_heads"]
    assert household_problems([HEAD]) == household_problems([]) == ()
