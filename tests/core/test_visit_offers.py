"""Whose a visit is follows from the answer to its offer, and from nothing that nobody accepted."""

import datetime

import pytest

from gridcore.deadlines import VisitChange
from gridcore.fields import Value
from gridcore.visit_offers import (
    NOT_OFFERED,
    VisitOffer,
    goes_with_a_step,
    handed,
    is_same_name,
    may_follow,
)
from gridcore.workflows.visit_offer import ACCEPTED, DECLINED, KEPT, OFFERED, TAKEN_BACK

DAY = datetime.date(2026, 11, 25)
MOVED, SKIPPED = VisitChange("moved", DAY), VisitChange("skipped")
AT_ONCE = VisitChange("handed_over", handed_to="王海霞")


@pytest.mark.parametrize(
    ("state", "held_by", "holder"),
    [
        (KEPT, "", ""),
        (OFFERED, "", ""),
        (DECLINED, "", ""),
        (ACCEPTED, "", "李娜"),
        (OFFERED, "王海霞", "王海霞"),
        (DECLINED, "王海霞", "王海霞"),
        (KEPT, "王海霞", "王海霞"),
        (ACCEPTED, "王海霞", "李娜"),
        (TAKEN_BACK, "王海霞", ""),
    ],
)
def test_a_visit_is_whose_it_was_until_who_is_asked_accepts(state: str, held_by: str, holder: str) -> None:
    offer = VisitOffer(state, to="李娜", by="王海霞", held_by=held_by)
    assert (offer.holder, offer.waits) == (holder, state == OFFERED)


@pytest.mark.parametrize(
    ("change", "holder", "found"),
    [
        (None, "", None),
        (MOVED, "", MOVED),
        (AT_ONCE, "", AT_ONCE),
        (SKIPPED, "李娜", SKIPPED),
        (None, "李娜", VisitChange("handed_over", None, "李娜")),
        (MOVED, "李娜", VisitChange("handed_over", DAY, "李娜")),
        (AT_ONCE, "李娜", VisitChange("handed_over", None, "李娜")),
    ],
)
def test_who_accepted_makes_the_visit_on_the_day_it_was_moved_to(
    change: VisitChange | None, holder: str, found: VisitChange | None
) -> None:
    assert handed(change, VisitOffer(ACCEPTED, to=holder)) == found
    assert handed(change, NOT_OFFERED) == change


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("王海霞", " 王 海霞", True),
        ("Li Na", "ｌｉ  ＮＡ", True),
        ("王海霞", "王海", False),
        ("", "", False),
        ("", "王海霞", False),
    ],
)
def test_names_are_compared_as_people_type_them(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is same


@pytest.mark.parametrize(
    ("state", "cell", "value", "may"),
    [
        (OFFERED, "offered", {"offered_to": "李娜"}, True),
        (ACCEPTED, "offered", {"offered_to": "李娜"}, False),
        (KEPT, "offered", {"offered_to": "李娜"}, False),
        (KEPT, "offered", {"offered_to": None}, True),
        (KEPT, "offered", None, True),
        (DECLINED, "answer", "休假", True),
        (TAKEN_BACK, "answer", "已调离", True),
        (TAKEN_BACK, "offered", {"offered_to": "李娜"}, False),
        (DECLINED, "offered", {"offered_to": "李娜"}, False),
        (OFFERED, "answer", "休假", False),
        (KEPT, "answer", "休假", False),
        (KEPT, "answer", None, True),
    ],
)
def test_words_follow_their_own_step_alone(state: str, cell: str, value: Value, may: bool) -> None:
    assert may_follow(state, cell, value, None) is may


@pytest.mark.parametrize(
    ("state", "to", "held_by", "may"),
    [
        (TAKEN_BACK, "李娜", "李娜", True),
        (TAKEN_BACK, "王海霞", "李娜", False),
        (TAKEN_BACK, None, None, False),
        (KEPT, "李娜", "李娜", False),
    ],
)
def test_what_is_taken_back_names_who_had_it_and_nobody_else(
    state: str, to: str | None, held_by: str | None, may: bool
) -> None:
    before: Value = {"offered_to": "陈静", "held_by": held_by}
    assert may_follow(state, "offered", {"offered_to": to, "held_by": None}, before) is may


@pytest.mark.parametrize(
    ("kind", "cell", "goes"),
    [
        ("visit_exception", "offered", True),
        ("extra_visit_change", "answer", True),
        ("visit_exception", "reason", False),
        ("visit", "answer", False),
    ],
)
def test_only_the_words_of_an_offer_go_with_its_steps(kind: str, cell: str, goes: bool) -> None:
    assert goes_with_a_step(kind, cell) is goes
