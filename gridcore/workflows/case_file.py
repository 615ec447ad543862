"""What a mediation case needs before it goes on, and the clocks that run in it (People's Mediation Law)."""

import datetime
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridcore.deadlines import DueState, confirmation_due, mediation_due, state_on
from gridcore.fields import Label, Values, label
from gridcore.workflows import mediation
from gridcore.workflows.approval import APPROVED


class Missing(enum.StrEnum):
    """What a case file still lacks for a step."""

    PARTIES = "parties"
    SESSION = "session"
    AGREEMENT = "agreement"
    APPROVAL = "approval"


MISSING_LABELS: Mapping[Missing, Label] = {
    Missing.PARTIES: label("CaseFile", "Both sides are named: an applicant and a respondent."),
    Missing.SESSION: label("CaseFile", "At least one session is on record."),
    Missing.AGREEMENT: label("CaseFile", "The agreement is written down."),
    Missing.APPROVAL: label("CaseFile", "The supervisor has approved the agreement."),
}
"""Sentences of what must hold first."""

_BOTH_SIDES = {"applicant", "respondent"}


@dataclass(frozen=True)
class CaseFile:
    """The records of one case that its steps look at."""

    parties: Sequence[Values] = ()
    sessions: int = 0
    agreement: Values | None = None


def missing_for(to: str, file: CaseFile) -> tuple[Missing, ...]:
    """What is missing before a case may go to a state; an early end never misses anything."""
    found = []
    if to == mediation.REGISTERED and {each.get("role") for each in file.parties} < _BOTH_SIDES:
        found.append(Missing.PARTIES)
    if to in (mediation.AGREED_WRITTEN, mediation.AGREED_ORAL) and not file.sessions:
        found.append(Missing.SESSION)
    if to == mediation.AGREED_WRITTEN:
        if file.agreement is None:
            found.append(Missing.AGREEMENT)
        elif file.agreement.get("approval") != APPROVED:
            found.append(Missing.APPROVAL)
    return tuple(found)


class CaseClock(enum.StrEnum):
    """Which limit runs."""

    MEDIATION = "mediation"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True)
class RunningClock:
    """A limit with its last day, and how far away that is (days, never negative)."""

    clock: CaseClock
    due: datetime.date
    state: DueState
    days: int


_MEDIATING = frozenset({mediation.REGISTERED, mediation.IN_MEDIATION})
_AGREED = frozenset(
    {mediation.AGREED_WRITTEN, mediation.PERFORMED, mediation.BREACHED, mediation.RETURN_VISITED}
)


def running_clock(
    state: str, accepted_on: str | None, in_force_on: str | None, today: datetime.date
) -> RunningClock | None:
    """The limit that runs in a case: 30 days to mediate, then 30 days to ask the court for confirmation.

    Days are ISO 8601. An agreement that is in force longer has no clock any more: that limit has passed.
    """
    if state in _MEDIATING and accepted_on:
        due = mediation_due(datetime.date.fromisoformat(accepted_on))
        return RunningClock(CaseClock.MEDIATION, due, *state_on(due, today))
    if state in _AGREED and in_force_on:
        due = confirmation_due(datetime.date.fromisoformat(in_force_on))
        if today <= due:
            return RunningClock(CaseClock.CONFIRMATION, due, *state_on(due, today))
    return None
