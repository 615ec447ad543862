"""States and limits of a case as badges and sentences."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gridclient.actions.mediation import Case
from gridclient.ui.tokens import TintName
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import day_words, words
from gridcore.workflows import MACHINES, approval, mediation
from gridcore.workflows.case_file import CaseClock, RunningClock
from gridcore.workflows.court import COURT_LABELS, CourtState

_SOON_DAYS = 7

_STATES: Mapping[str, tuple[str, TintName]] = {
    mediation.DRAFT: ("pencil", "plain"),
    mediation.ACCEPTANCE_SUBMITTED: ("waiting", "service"),
    mediation.ACCEPTANCE_APPROVED: ("check", "ok"),
    mediation.REGISTERED: ("document", "info"),
    mediation.IN_MEDIATION: ("scales", "info"),
    mediation.AGREED_WRITTEN: ("check", "ok"),
    mediation.AGREED_ORAL: ("check", "ok"),
    mediation.PERFORMED: ("check", "ok"),
    mediation.PARTLY_PERFORMED: ("waiting", "service"),
    mediation.BREACHED: ("warning", "warning"),
    mediation.RETURN_VISITED: ("home", "ok"),
    mediation.CLOSING_SUBMITTED: ("waiting", "service"),
    approval.SUBMITTED: ("waiting", "service"),
    approval.RETURNED: ("undo", "warning"),
    approval.APPROVED: ("check", "ok"),
}
_COURT: Mapping[CourtState, tuple[str, TintName]] = {
    CourtState.APPLIED: ("waiting", "service"),
    CourtState.ACCEPTED: ("waiting", "service"),
    CourtState.CONFIRMED: ("check", "ok"),
    CourtState.REJECTED: ("warning", "warning"),
}
_QUIET: tuple[str, TintName] = ("ring", "vacant")


def state_badge(machine: str, state: str) -> Badge:
    """A state of a case or of its agreement."""
    symbol, tint = _STATES.get(state, _QUIET)
    return Badge(words(MACHINES[machine].states[state]), symbol, tint)


def court_badge(state: CourtState) -> Badge:
    """How the agreement stands with the court."""
    symbol, tint = _COURT.get(state, _QUIET)
    return Badge(words(COURT_LABELS[state]), symbol, tint)


def clock_words(clock: RunningClock) -> str:
    """How far away the limit is."""
    days = clock.days
    match clock.clock, clock.state:
        case CaseClock.MEDIATION, "upcoming":
            return QCoreApplication.translate("CaseWords", "%n day(s) left to mediate", "", days)
        case CaseClock.MEDIATION, "today":
            return QCoreApplication.translate("CaseWords", "mediation ends today")
        case CaseClock.MEDIATION, _:
            return QCoreApplication.translate("CaseWords", "%n day(s) over the month", "", days)
        case CaseClock.CONFIRMATION, "today":
            return QCoreApplication.translate("CaseWords", "last day to ask the court")
        case CaseClock.CONFIRMATION, _:
            return QCoreApplication.translate("CaseWords", "%n day(s) left to ask the court", "", days)
        case _:
            return _after_words(clock)


def _after_words(clock: RunningClock) -> str:
    """Of the limits that follow from the agreement itself."""
    days = clock.days
    match clock.clock, clock.state:
        case CaseClock.PERFORMANCE, "upcoming":
            return QCoreApplication.translate("CaseWords", "to be performed in %n day(s)", "", days)
        case CaseClock.PERFORMANCE, "today":
            return QCoreApplication.translate("CaseWords", "to be performed today")
        case CaseClock.PERFORMANCE, _:
            return QCoreApplication.translate("CaseWords", "performance waiting for %n day(s)", "", days)
        case CaseClock.SECOND_VISIT, _:
            return _second_visit_words(clock)
        case _, "upcoming":
            return QCoreApplication.translate("CaseWords", "return visit in %n day(s)", "", days)
        case _, "today":
            return QCoreApplication.translate("CaseWords", "return visit today")
        case _:
            return QCoreApplication.translate("CaseWords", "return visit waiting for %n day(s)", "", days)


def _second_visit_words(clock: RunningClock) -> str:
    days = clock.days
    match clock.state:
        case "upcoming":
            return QCoreApplication.translate("CaseWords", "second return visit in %n day(s)", "", days)
        case "today":
            return QCoreApplication.translate("CaseWords", "second return visit today")
        case _:
            return QCoreApplication.translate("CaseWords", "second return visit late by %n day(s)", "", days)


def clock_badge(clock: RunningClock) -> Badge:
    """The same as a badge; nearer limits are warmer."""
    if clock.state != "upcoming":
        return Badge(clock_words(clock), "clock", "care")
    return Badge(clock_words(clock), "clock", "service" if clock.days <= _SOON_DAYS else "vacant")


def clock_sentence(clock: RunningClock) -> str:
    """The limit with its day, and what it is for."""
    match clock.clock:
        case CaseClock.MEDIATION:
            said = QCoreApplication.translate(
                "CaseWords", "A case is mediated within a month of its acceptance: until {day}."
            )
        case CaseClock.CONFIRMATION:
            said = QCoreApplication.translate(
                "CaseWords", "Both parties together may ask the court to confirm the agreement until {day}."
            )
        case CaseClock.PERFORMANCE:
            said = QCoreApplication.translate("CaseWords", "What was agreed is to be performed until {day}.")
        case CaseClock.RETURN_VISIT:
            said = QCoreApplication.translate(
                "CaseWords", "The parties are visited again until {day}: is it performed, are they at peace?"
            )
        case CaseClock.SECOND_VISIT:
            said = QCoreApplication.translate(
                "CaseWords", "It may escalate, so the parties are visited a second time until {day}."
            )
    return said.format(day=day_words(clock.due))


def sync_badge(case: Case) -> Badge:
    """Whether the server has all of the case, or somebody must decide something."""
    records = case.records
    if any(each.is_disputed for each in records.all):
        return Badge(QCoreApplication.translate("CaseWords", "needs a decision"), "conflict", "care")
    if records.is_waiting:
        return Badge(QCoreApplication.translate("CaseWords", "not yet sent"), "waiting", "service")
    return Badge(QCoreApplication.translate("CaseWords", "on the server"), "check", "ok")


def part_hint(kind: str, *, is_typed: bool = False) -> str:
    """What to think of in the form of something that belongs to the file; may be empty.

    `is_typed`: nobody is known here who could be chosen.
    """
    match kind:
        case "case_member" if is_typed:
            return QCoreApplication.translate(
                "CaseWords",
                "This computer does not know your colleagues yet: sync, then choose one here. Or type the "
                "name of the colleague's account; one that nobody has is refused at the next sync.",
            )
        case "case_member":
            return QCoreApplication.translate(
                "CaseWords",
                "The case goes to this colleague's computer with the next sync, and leaves it after the last "
                "day.",
            )
        case "case_helper":
            return QCoreApplication.translate(
                "CaseWords", "Who is invited to help takes part only if both sides agree."
            )
        case "case_extension":
            return QCoreApplication.translate(
                "CaseWords", "The time gets longer only where all parties ask for it; each time is recorded."
            )
        case "evidence":
            return QCoreApplication.translate("CaseWords", "Only copies are kept; originals go back.")
        case "signed_paper":
            return QCoreApplication.translate(
                "CaseWords",
                "A signed paper does not change any more: if something in it is wrong, a new one is made. "
                "A photo or scan of it may be attached.",
            )
        case _:
            return ""
