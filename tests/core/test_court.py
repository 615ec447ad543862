"""How an agreement stands with the court, from the day on which it takes effect."""

import datetime

import pytest

from gridcore.case_contents import CaseContents
from gridcore.fields import Values
from gridcore.workflows.court import COURT_LABELS, CourtState, court_state, last_day_to_ask

IN_FORCE: Values = {"in_force_on": "2026-11-01"}
LAST_DAY = datetime.date(2026, 12, 1)
LATER = datetime.date(2026, 12, 2)
APPLIED: Values = {"applied_on": "2026-11-10"}
TAKEN_UP: Values = {**APPLIED, "accepted_on": "2026-11-12"}
CONFIRMED: Values = {**TAKEN_UP, "result": "confirmed"}
REJECTED: Values = {**APPLIED, "result": "rejected"}
WITHDRAWN: Values = {**APPLIED, "result": "withdrawn"}
AGAIN: Values = {"applied_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("agreement", "asked", "today", "state"),
    [
        (None, (), LAST_DAY, "none"),
        ({}, (), LAST_DAY, "none"),
        (IN_FORCE, (), LAST_DAY, "possible"),
        (IN_FORCE, (), LATER, "expired"),
        (IN_FORCE, (APPLIED,), LATER, "applied"),
        (IN_FORCE, (TAKEN_UP,), LATER, "accepted"),
        (IN_FORCE, (CONFIRMED,), LATER, "confirmed"),
        (IN_FORCE, (REJECTED,), LATER, "rejected"),
        (IN_FORCE, (WITHDRAWN,), LAST_DAY, "possible"),
        (IN_FORCE, (WITHDRAWN,), LATER, "withdrawn"),
        (IN_FORCE, (AGAIN, WITHDRAWN), LATER, "applied"),
        (IN_FORCE, (AGAIN, REJECTED), LATER, "applied"),
        (IN_FORCE, ({**APPLIED, "result": "a ruling of a later version"},), LATER, "applied"),
    ],
)
def test_the_last_application_counts_that_was_not_withdrawn(
    agreement: Values | None, asked: tuple[Values, ...], today: datetime.date, state: str
) -> None:
    assert court_state(CaseContents({}, agreement=agreement, confirmations=asked), today) == state


def test_the_clock_stops_with_the_application_and_goes_on_when_it_is_withdrawn() -> None:
    def last_day(*asked: Values) -> datetime.date | None:
        return last_day_to_ask(CaseContents({}, agreement=IN_FORCE, confirmations=asked))

    assert last_day() == LAST_DAY
    assert last_day(APPLIED) is None
    assert last_day(WITHDRAWN) == LAST_DAY
    assert last_day(WITHDRAWN, AGAIN) is None


def test_a_court_confirms_no_oral_agreement() -> None:
    file = CaseContents({"outcome": "agreed_oral"}, agreement=IN_FORCE)
    assert court_state(file, LAST_DAY) is CourtState.NONE
    assert court_state(file, LATER) is CourtState.NONE


def test_every_state_has_words() -> None:
    assert COURT_LABELS.keys() == set(CourtState)
