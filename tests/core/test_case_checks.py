"""What a form of a case refuses because of another record of its file."""

import pytest

from gridcore.case_checks import part_problems
from gridcore.case_contents import CaseContents
from gridcore.fields import Value, Values

APPLICANT: Values = {"role": "applicant", "name": "张桂英", "identity_tail": "002X"}
RESPONDENT: Values = {"role": "respondent", "name": "李建国", "resident": "r-2"}
FILE = CaseContents(
    {"accepted_on": "2026-10-20"},
    parties=(APPLICANT, RESPONDENT),
    party_ids=("p1", "p2"),
    agreement={"agreed_on": "2026-11-01", "in_force_on": "2026-11-02"},
)
EMPTY = CaseContents({})


def _wrong(
    kind: str, values: Values, file: CaseContents = FILE, record: str = "new"
) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in part_problems(kind, record, values, file)]


def test_nobody_is_named_as_a_party_twice() -> None:
    twice = [("name", "party_twice")]
    assert _wrong("party", {"name": "张桂英", "identity_tail": "002X"}) == twice
    assert _wrong("party", {"name": "李建国", "resident": "r-2"}) == twice
    assert _wrong("party", {"name": "张桂英"}) == [], "two may have one name"
    assert _wrong("party", {"name": "张桂英", "identity_tail": "0011"}) == []
    assert _wrong("party", APPLICANT, record="p1") == [], "its own form"


@pytest.mark.parametrize(
    ("kind", "name", "day", "code"),
    [
        ("agreement", "agreed_on", "2026-10-19", "before_acceptance"),
        ("agreement", "agreed_on", "2026-10-20", None),
        ("performance_item", "due", "2026-10-31", "before_agreement"),
        ("performance_item", "due", "2026-11-01", None),
        ("performance_item", "done_on", "2026-10-31", "before_agreement"),
        ("return_visit", "visited_on", "2026-10-31", "before_agreement"),
        ("return_visit", "visited_on", "2026-11-01", None),
        ("confirmation", "applied_on", "2026-11-01", "not_in_force"),
        ("confirmation", "applied_on", "2026-11-02", None),
        ("confirmation", "applied_on", "2026-12-02", None),
        ("confirmation", "applied_on", "2026-12-03", "too_late_for_court"),
        ("mediation_session", "held_on", "2020-01-01", None),
    ],
)
def test_each_day_follows_what_it_follows_from(kind: str, name: str, day: str, code: str | None) -> None:
    assert _wrong(kind, {name: day}) == ([(name, code)] if code is not None else [])


@pytest.mark.parametrize("kind", ["party", "agreement", "performance_item", "return_visit"])
def test_what_nobody_knows_yet_is_in_nobodys_way(kind: str) -> None:
    days: dict[str, Value] = {"agreed_on": "2020-01-01", "due": "2020-01-01", "visited_on": "2020-01-01"}
    assert _wrong(kind, {"name": "张桂英", **days}, EMPTY) == []


def test_an_agreement_binds_parties_alone() -> None:
    assert _wrong("performance_item", {"party": "p2"}) == []
    assert _wrong("performance_item", {"party": "p9"}) == [("party", "not_a_party")]


def test_no_court_is_asked_about_what_is_not_in_force() -> None:
    assert _wrong("confirmation", {"applied_on": "2026-11-02"}, EMPTY) == [("applied_on", "not_in_force")]
