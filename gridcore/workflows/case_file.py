"""What a mediation case needs before it goes on, and the clocks that run in it (People's Mediation Law)."""

import datetime
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gridcore.case_contents import APPLICANT, RESPONDENT, CaseContents
from gridcore.deadlines import DueState, mediation_due, months_after, state_on
from gridcore.fields import Label, Values, label
from gridcore.mediation_checks import mediation_problems
from gridcore.shapes import text_of
from gridcore.workflows import mediation
from gridcore.workflows.approval import APPROVED
from gridcore.workflows.court import last_day_to_ask
from gridcore.workflows.machine import StepRule


class Missing(enum.StrEnum):
    """What a case file still lacks for a step, or what stands against it."""

    REFUSED = "refused"
    MEDIATOR_REFUSED = "mediator_refused"
    PARTIES = "parties"
    SAME_PERSON = "same_person"
    ACCEPTANCE_APPROVAL = "acceptance_approval"
    SESSION = "session"
    RIGHTS_TOLD = "rights_told"
    AGREEMENT = "agreement"
    AGREED_TOO_EARLY = "agreed_too_early"
    STRANGER_BOUND = "stranger_bound"
    DUE_TOO_EARLY = "due_too_early"
    CONTRADICTION = "contradiction"
    APPROVAL = "approval"
    PERFORMANCE = "performance"
    RETURN_VISIT = "return_visit"
    SECOND_VISIT = "second_visit"
    DANGER_UNREAD = "danger_unread"


MISSING_LABELS: Mapping[Missing, Label] = {
    Missing.REFUSED: label("CaseFile", "A party refuses mediation: the case can only be terminated."),
    Missing.MEDIATOR_REFUSED: label(
        "CaseFile", "No party refuses the mediator: where one does, the application names another one."
    ),
    Missing.PARTIES: label("CaseFile", "Both sides are named: an applicant and a respondent."),
    Missing.SAME_PERSON: label("CaseFile", "No person is named as a party twice."),
    Missing.ACCEPTANCE_APPROVAL: label(
        "CaseFile",
        "The supervisor has approved the acceptance: there are more than two parties, or it may escalate.",
    ),
    Missing.SESSION: label("CaseFile", "At least one session is on record."),
    Missing.RIGHTS_TOLD: label("CaseFile", "The parties were told their rights and duties."),
    Missing.AGREEMENT: label("CaseFile", "The agreement is written down."),
    Missing.AGREED_TOO_EARLY: label(
        "CaseFile", "The agreement is not older than the acceptance of the case."
    ),
    Missing.STRANGER_BOUND: label("CaseFile", "Whom the agreement binds to do something is a party."),
    Missing.DUE_TOO_EARLY: label("CaseFile", "Nothing is due before the day of the agreement."),
    Missing.CONTRADICTION: label(
        "CaseFile", "Both sides agree to each helper, and every sum in words fits its digits."
    ),
    Missing.APPROVAL: label("CaseFile", "The supervisor has approved the agreement."),
    Missing.PERFORMANCE: label("CaseFile", "Everything that was agreed is noted as done."),
    Missing.DANGER_UNREAD: label("CaseFile", "A supervisor has read what was reported about danger."),
    Missing.RETURN_VISIT: label("CaseFile", "The return visit is on record, with how it was performed."),
    Missing.SECOND_VISIT: label(
        "CaseFile", "A case that may escalate is visited a second time, or does not count as one any more."
    ),
}
"""Sentences of what must hold first."""

_ACCEPTING = frozenset({mediation.ACCEPTANCE_SUBMITTED, mediation.REGISTERED})
_FORWARD = _ACCEPTING | {mediation.IN_MEDIATION, mediation.AGREED_WRITTEN, mediation.AGREED_ORAL}
_AGREED = frozenset({mediation.AGREED_WRITTEN, mediation.AGREED_ORAL})


def needs_approval(file: CaseContents) -> bool:
    """Whether a supervisor is asked before it is accepted: more than two parties, or it may escalate."""
    return len(file.parties) > _FEW_PARTIES or file.case.get("at_risk") is True or bool(file.dangers)


def is_offered(source: str, to: str, file: CaseContents) -> bool:
    """Whether a step of the table is a way for this case: what needs no approval asks for none."""
    asks = (source, to) == (mediation.DRAFT, mediation.ACCEPTANCE_SUBMITTED)
    return not asks or needs_approval(file)


def missing_before(rule: StepRule, file: CaseContents) -> tuple[Missing, ...]:
    """What is missing before a step: the mediators answer for the file, who decides about it does not."""
    return () if rule.is_approval else missing_for(rule.to, file)


def missing_for(to: str, file: CaseContents) -> tuple[Missing, ...]:
    """What is missing before a case may go to a state; an early end never misses anything."""
    found = []
    if to in _FORWARD and any(text_of(each, "refused_on") for each in file.parties):
        found.append(Missing.REFUSED)
    if to in _FORWARD and _is_mediator_refused(file):
        found.append(Missing.MEDIATOR_REFUSED)
    if to in _FORWARD:
        found += _of_parties(to, file)
    if to in _AGREED:
        found += _of_agreeing(file)
    if to == mediation.AGREED_WRITTEN:
        found += _of_writing(file)
    if to == mediation.PERFORMED and not all(text_of(each, "done_on") for each in file.items):
        found.append(Missing.PERFORMANCE)
    if to == mediation.RETURN_VISITED and not file.visits:
        found.append(Missing.RETURN_VISIT)
    if to == mediation.CLOSING_SUBMITTED and is_second_visit_open(file):
        found.append(Missing.SECOND_VISIT)
    return tuple(found)


def _is_mediator_refused(file: CaseContents) -> bool:
    """Whether a party refuses who mediates now (People's Mediation Law, articles 19 and 23)."""
    mediator = text_of(file.case, "mediator").strip()
    return bool(mediator) and any(
        text_of(each, "refused_mediator").strip() == mediator for each in file.parties
    )


def _of_parties(to: str, file: CaseContents) -> Iterator[Missing]:
    if to in _ACCEPTING and not (file.side(APPLICANT) and file.side(RESPONDENT)):
        yield Missing.PARTIES
    known = [{*who_is(each)} for each in file.parties]
    if any(one & other for at, one in enumerate(known) for other in known[:at]):
        yield Missing.SAME_PERSON
    asks = (text_of(file.case, "progress") or mediation.DRAFT) == mediation.DRAFT
    if to == mediation.REGISTERED and asks and needs_approval(file):
        yield Missing.ACCEPTANCE_APPROVAL


def who_is(party: Values) -> Iterator[tuple[str, str]]:
    """By what two parties are known to be one: the resident that was copied, or name and number's end."""
    for name, other in (("resident", ""), ("name", "identity_tail")):
        first, second = text_of(party, name), text_of(party, other)
        if first and (second or not other):
            yield first, second


def _of_agreeing(file: CaseContents) -> Iterator[Missing]:
    if not file.sessions:
        yield Missing.SESSION
    elif not text_of(file.case, "told_on") and not any(each.get("rights_told") for each in file.sessions):
        yield Missing.RIGHTS_TOLD
    if any(not file.name_of(each.get("party")) for each in file.items):
        yield Missing.STRANGER_BOUND
    if any(not text_of(each, "read_at") for each in file.dangers):
        yield Missing.DANGER_UNREAD
    agreement = file.agreement or {}
    agreed = text_of(agreement, "agreed_on")
    if file.agreement is not None and agreed < text_of(file.case, "accepted_on"):
        yield Missing.AGREED_TOO_EARLY
    if (
        any(text_of(each, "due") < agreed for each in file.items)
        or "" < text_of(agreement, "performance_due") < agreed
    ):
        yield Missing.DUE_TOO_EARLY
    if any(True for kind, values in _judged(file) for _ in mediation_problems(kind, values)):
        yield Missing.CONTRADICTION


def _judged(file: CaseContents) -> Iterator[tuple[str, Values]]:
    """What a form does not let go wrong, and two forms that were merged may."""
    yield from (("case_helper", each) for each in file.helpers)
    yield from (("mediation_session", each) for each in file.sessions)
    yield from (("performance_item", each) for each in file.items)
    yield "agreement", file.agreement or {}


def _of_writing(file: CaseContents) -> Iterator[Missing]:
    if file.agreement is None:
        yield Missing.AGREEMENT
    elif file.agreement.get("approval") != APPROVED:
        yield Missing.APPROVAL


def is_second_visit_open(file: CaseContents) -> bool:
    """Whether a case that may escalate was visited once, and is to be visited again after three months."""
    return file.case.get("at_risk") is True and len(file.visits) == 1


class CaseClock(enum.StrEnum):
    """Which limit runs."""

    MEDIATION = "mediation"
    CONFIRMATION = "confirmation"
    PERFORMANCE = "performance"
    RETURN_VISIT = "return_visit"
    SECOND_VISIT = "second_visit"


@dataclass(frozen=True)
class RunningClock:
    """A limit with its last day, and how far away that is (days, never negative)."""

    clock: CaseClock
    due: datetime.date
    state: DueState
    days: int


_VISIT_AFTER_PERFORMANCE = datetime.timedelta(days=15)
_VISIT_AFTER_AGREEMENT = datetime.timedelta(days=30)
_SECOND_VISIT_MONTHS = 3
_FEW_PARTIES = 2
_MEDIATING = frozenset({mediation.REGISTERED, mediation.IN_MEDIATION})
_PERFORMING = frozenset({mediation.AGREED_WRITTEN, mediation.AGREED_ORAL, mediation.PARTLY_PERFORMED})
_TO_BE_VISITED = _PERFORMING | {mediation.PERFORMED, mediation.BREACHED}
_CONFIRMABLE = (_TO_BE_VISITED | {mediation.RETURN_VISITED}) - {mediation.AGREED_ORAL}


def running_clocks(file: CaseContents, today: datetime.date) -> tuple[RunningClock, ...]:
    """The limits that run in a case, the nearest first.

    30 days to mediate and what all parties asked for beyond; 30 days to ask the court for confirmation, which
    is no clock any more when it has passed or was asked; what is to be performed; the return visit, and of a
    case that may escalate a second one.
    """
    state = text_of(file.case, "progress") or mediation.DRAFT
    ends: list[tuple[CaseClock, datetime.date]] = []
    accepted = _day(file.case, "accepted_on")
    if state in _MEDIATING and accepted is not None:
        more = (each.get("days") for each in file.extensions if each.get("by_all") is True)
        extensions = [days for days in more if isinstance(days, int)]
        ends.append((CaseClock.MEDIATION, mediation_due(accepted, extensions)))
    last_day = last_day_to_ask(file)
    if state in _CONFIRMABLE and last_day is not None and today <= last_day:
        ends.append((CaseClock.CONFIRMATION, last_day))
    if state in _PERFORMING:
        ends += [(CaseClock.PERFORMANCE, due) for due in _to_be_done(file)]
    if state in _TO_BE_VISITED and not file.visits:
        ends += [(CaseClock.RETURN_VISIT, due) for due in _visit_due(file)]
    if state in _TO_BE_VISITED | {mediation.RETURN_VISITED} and is_second_visit_open(file):
        ends += [(CaseClock.SECOND_VISIT, due) for due in _second_visit_due(file)]
    found = (RunningClock(clock, due, *state_on(due, today)) for clock, due in ends)
    return tuple(sorted(found, key=lambda each: each.due))


def _to_be_done(file: CaseContents) -> Iterator[datetime.date]:
    """When what is not done yet is due; the agreement's own day where nothing is listed."""
    listed = file.items or [{"due": text_of(file.agreement or {}, "performance_due")}]
    open_items = (_day(each, "due") for each in listed if not text_of(each, "done_on"))
    yield from (due for due in open_items if due is not None)


def _visit_due(file: CaseContents) -> Iterator[datetime.date]:
    """Until when the parties are visited again: after all is performed, else after the agreement."""
    performed, agreed = _performed_by(file), _day(file.agreement or {}, "agreed_on")
    if performed is not None:
        yield performed + _VISIT_AFTER_PERFORMANCE
    elif agreed is not None:
        yield agreed + _VISIT_AFTER_AGREEMENT


def _second_visit_due(file: CaseContents) -> Iterator[datetime.date]:
    """Three months after all is performed, else after the agreement."""
    since = _performed_by(file) or _day(file.agreement or {}, "agreed_on")
    if since is not None:
        yield months_after(since, _SECOND_VISIT_MONTHS)


def _performed_by(file: CaseContents) -> datetime.date | None:
    """The day by which everything is to be performed; None where no day was agreed."""
    days = [day for each in file.items if (day := _day(each, "due")) is not None]
    return max(days, default=_day(file.agreement or {}, "performance_due"))


def _day(values: Values, name: str) -> datetime.date | None:
    held = text_of(values, name)
    return datetime.date.fromisoformat(held) if held else None
