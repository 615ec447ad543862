"""Whom a funded project proposes, what a household comes to, and when no place is left."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.aid import (
    AidRule,
    Member,
    Reason,
    aid_grant_id,
    has_place,
    living_of,
    yuan_each,
)
from gridcore.codes.aid import AID_LIVING, LIVES_ALONE, NO_KIN_HERE
from gridcore.codes.gb_t_4761 import RELATION
from gridcore.ids import RecordId
from gridcore.permissions import Verb, is_fixed, may
from gridcore.roles import Role

TODAY = datetime.date(2026, 11, 23)
OLD_AND_ALONE = AidRule(65, frozenset({LIVES_ALONE, NO_KIN_HERE}))


def member(name: str, born: str = "", relation: str | None = None) -> Member:
    return Member(RecordId(name), datetime.date.fromisoformat(born) if born else None, relation)


def why(
    rule: AidRule, *members: Member, day: datetime.date = TODAY
) -> list[tuple[str, int | None, str | None]]:
    return [(each.resident, each.age, each.living) for each in rule.reasons(members, day)]


@pytest.mark.parametrize(
    ("born", "is_proposed"),
    [("1961-11-23", True), ("1961-11-24", False), ("1931-01-01", True), ("", False)],
)
def test_somebody_alone_is_proposed_from_the_birthday_on_and_never_without_a_known_age(
    born: str, is_proposed: bool
) -> None:
    assert bool(why(OLD_AND_ALONE, member("a", born, "02"))) is is_proposed


def test_a_proposal_says_why() -> None:
    assert OLD_AND_ALONE.reasons([member("a", "1950-03-01")], TODAY) == (
        Reason(RecordId("a"), 76, LIVES_ALONE),
    )


def test_an_old_couple_is_proposed_only_where_living_alone_is_not_asked_for() -> None:
    couple = [member("a", "1950-03-01", "02"), member("b", "1952-03-01", "10")]
    assert why(OLD_AND_ALONE, *couple) == []
    assert [name for name, _, _ in why(AidRule(65), *couple)] == ["a", "b"]


def test_living_alone_without_an_age_proposes_the_young_and_those_of_unknown_age_too() -> None:
    rule = AidRule(None, frozenset({LIVES_ALONE}))
    assert why(rule, member("a", "2001-01-01")) == [("a", 25, LIVES_ALONE)]
    assert why(rule, member("a")) == [("a", None, LIVES_ALONE)]


def test_a_project_that_asks_for_nothing_proposes_nobody() -> None:
    assert not AidRule().proposes
    assert why(AidRule(), member("a", "1931-01-01")) == []


@pytest.mark.parametrize(
    ("own", "others", "living"),
    [
        ("02", [], LIVES_ALONE),
        (None, [], LIVES_ALONE),
        ("02", ["99"], NO_KIN_HERE),
        ("01", ["99", "99"], NO_KIN_HERE),
        ("02", ["99", "20"], None),
        ("02", [None], None),
        ("99", ["02"], NO_KIN_HERE),
        ("99", ["02", "10", "20"], NO_KIN_HERE),
        ("99", ["02", "99"], None),
        ("99", ["02", None], None),
        ("50", ["02"], None),
        (None, ["99"], None),
    ],
)
def test_with_nobody_related_is_said_only_where_every_relation_says_so(
    own: str | None, others: list[str | None], living: str | None
) -> None:
    members = [member("own", relation=own)]
    members += [member(f"other-{n}", relation=each) for n, each in enumerate(others)]
    assert living_of(members[0], members) == living


@given(
    st.lists(
        st.tuples(st.dates(datetime.date(1920, 1, 1), TODAY), st.sampled_from(["01", "10", "99", None]))
    ),
)
def test_nobody_is_proposed_for_the_order_in_which_the_household_was_written_down(
    people: list[tuple[datetime.date, str | None]],
) -> None:
    members = [Member(RecordId(str(n)), born, relation) for n, (born, relation) in enumerate(people)]
    turned = members[::-1]
    assert set(OLD_AND_ALONE.reasons(members, TODAY)) == set(OLD_AND_ALONE.reasons(turned, TODAY))


def test_a_household_that_has_its_place_keeps_it_and_the_next_one_finds_none() -> None:
    granted = [RecordId(f"home-{n}") for n in range(100)]
    assert not has_place(100, granted, RecordId("home-100"))
    assert has_place(101, granted, RecordId("home-100"))
    assert has_place(100, granted[1:], RecordId("home-100"))
    assert has_place(50, granted, granted[7])


def test_a_household_that_was_written_down_twice_has_one_place() -> None:
    assert has_place(2, [RecordId("a"), RecordId("a")], RecordId("b"))


@pytest.mark.parametrize(
    ("budget", "quota", "each"),
    [(120_000, 100, "1200.00"), (100_000, 3, "33333.33"), (2, 3, "0.67"), (1, 8, "0.13"), (0, 5, "0.00")],
)
def test_a_household_comes_to_the_budget_by_the_places(budget: int, quota: int, each: str) -> None:
    assert yuan_each(budget, quota) == Decimal(each)


def test_two_laptops_that_give_a_household_its_place_meet_in_one_record() -> None:
    project, home = RecordId("p"), RecordId("h")
    assert aid_grant_id(project, home) == aid_grant_id(project, home)
    assert (
        len({aid_grant_id(project, home), aid_grant_id(home, project), aid_grant_id(project, project)}) == 3
    )


def test_supervisors_make_projects_and_workers_note_what_was_given() -> None:
    for role in (Role.GRID_WORKER, Role.GRID_LEADER, Role.SUPERVISOR):
        assert all(may([role], "aid_grant", verb) for verb in (Verb.CREATE, Verb.EDIT, Verb.REMOVE))
    may_make = {role for role in Role if may([role], "aid_project", Verb.CREATE)}
    assert may_make == {Role.SUPERVISOR}
    assert not any(may([role], "aid_project", Verb.REMOVE) for role in Role)
    assert is_fixed("aid_grant", "project")
    assert is_fixed("aid_grant", "household")
    assert not is_fixed("aid_grant", "device")


def test_how_somebody_lives_is_told_by_codes_that_relations_know() -> None:
    assert {each.code for each in AID_LIVING.enabled()} == {LIVES_ALONE, NO_KIN_HERE}
    assert RELATION.text("99", "zh") == "非亲属"
