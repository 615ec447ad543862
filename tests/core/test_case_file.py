"""What a case needs before it goes on, and which limit runs in it."""

import datetime

import pytest

from gridcore.fields import Value, Values
from gridcore.workflows import MACHINES, mediation
from gridcore.workflows.case_file import (
    MISSING_LABELS,
    CaseClock,
    CaseFile,
    Missing,
    RunningClock,
    missing_for,
    running_clock,
)

APPLICANT: Values = {"role": "applicant"}
RESPONDENT: Values = {"role": "respondent"}
TODAY = datetime.date(2026, 11, 22)


def _agreement(state: Value) -> Values:
    return {"approval": state}


@pytest.mark.parametrize(
    ("parties", "missing"),
    [
        ((), (Missing.PARTIES,)),
        ((APPLICANT,), (Missing.PARTIES,)),
        ((RESPONDENT, RESPONDENT), (Missing.PARTIES,)),
        ((APPLICANT, RESPONDENT), ()),
        ((APPLICANT, APPLICANT, RESPONDENT), ()),
    ],
)
def test_a_case_is_accepted_with_both_sides_named(
    parties: tuple[Values, ...], missing: tuple[Missing, ...]
) -> None:
    assert missing_for(mediation.REGISTERED, CaseFile(parties)) == missing


@pytest.mark.parametrize(
    ("to", "file", "missing"),
    [
        (mediation.AGREED_ORAL, CaseFile(), (Missing.SESSION,)),
        (mediation.AGREED_ORAL, CaseFile(sessions=1), ()),
        (mediation.AGREED_WRITTEN, CaseFile(), (Missing.SESSION, Missing.AGREEMENT)),
        (mediation.AGREED_WRITTEN, CaseFile((), 1, _agreement("draft")), (Missing.APPROVAL,)),
        (mediation.AGREED_WRITTEN, CaseFile((), 2, _agreement("submitted")), (Missing.APPROVAL,)),
        (mediation.AGREED_WRITTEN, CaseFile((), 1, _agreement("approved")), ()),
    ],
)
def test_an_agreement_needs_a_session_and_on_paper_an_approval(
    to: str, file: CaseFile, missing: tuple[Missing, ...]
) -> None:
    assert missing_for(to, file) == missing


def test_an_early_end_never_misses_anything() -> None:
    for to in (mediation.WITHDRAWN, mediation.NOT_ACCEPTED, mediation.TERMINATED, mediation.IN_MEDIATION):
        assert missing_for(to, CaseFile()) == ()


def test_everything_that_may_be_missing_has_a_sentence() -> None:
    assert MISSING_LABELS.keys() == set(Missing)


@pytest.mark.parametrize(
    ("state", "accepted", "in_force", "running"),
    [
        ("draft", None, None, None),
        ("registered", None, None, None),
        (
            "registered",
            "2026-11-01",
            None,
            RunningClock(CaseClock.MEDIATION, datetime.date(2026, 12, 1), "upcoming", 9),
        ),
        ("in_mediation", "2026-10-23", None, RunningClock(CaseClock.MEDIATION, TODAY, "today", 0)),
        (
            "in_mediation",
            "2026-10-20",
            None,
            RunningClock(CaseClock.MEDIATION, datetime.date(2026, 11, 19), "overdue", 3),
        ),
        ("agreed_written", "2026-10-20", None, None),
        (
            "agreed_written",
            "2026-10-20",
            "2026-11-02",
            RunningClock(CaseClock.CONFIRMATION, datetime.date(2026, 12, 2), "upcoming", 10),
        ),
        ("performed", "2026-10-20", "2026-10-23", RunningClock(CaseClock.CONFIRMATION, TODAY, "today", 0)),
        ("performed", "2026-10-20", "2026-10-22", None),
        ("closed", "2026-10-20", "2026-11-02", None),
    ],
)
def test_thirty_days_to_mediate_and_thirty_to_ask_the_court(
    state: str, accepted: str | None, in_force: str | None, running: RunningClock | None
) -> None:
    assert running_clock(state, accepted, in_force, TODAY) == running


def test_every_state_of_the_clocks_is_in_the_machine() -> None:
    states = MACHINES["mediation"].states
    for accepted, in_force in (("2026-11-20", None), (None, "2026-11-20")):
        running = [each for each in states if running_clock(each, accepted, in_force, TODAY) is not None]
        assert running
