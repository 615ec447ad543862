"""Plans and logs of patrols in words."""

from __future__ import annotations

from datetime import date, datetime

from gridclient.actions.patrols import LogLine, PlanLine
from gridclient.ui.households.value_words import time_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import day_words, language, listed, words
from gridcore.codes.care import CARE_FREQUENCY
from gridcore.codes.patrols import PATROL_METHOD
from gridcore.fields import Values, label
from gridcore.shapes import as_text

_DISPUTED = label("PatrolWords", "Disputed")
_UNDER_WAY = label("PatrolWords", "Under way")
_OVER = label("PatrolWords", "Over")
_WHEN_NEEDED = label("PatrolWords", "When needed")
_TO_COME = label("PatrolWords", "To come")
_DUE_TODAY = label("PatrolWords", "Due today")
_WAITING = label("PatrolWords", "Waiting")
_NOT_SENT = label("PatrolWords", "Not sent yet")
_NOTED = label("PatrolWords", "Noted")


def when_words(values: Values) -> str:
    """How often, and at what time."""
    rhythm = as_text(values.get("rhythm"))
    often = CARE_FREQUENCY.text(rhythm, language()) if rhythm else ""
    return " · ".join(filter(None, (often, as_text(values.get("hours")))))


def how_words(values: Values) -> str:
    """On foot, in pairs, …"""
    methods = values.get("methods")
    held = methods if isinstance(methods, list) else []
    return listed(PATROL_METHOD.text(str(each), language()) for each in held)


def due_words(line: PlanLine) -> str:
    """The day on which the next walk is due."""
    return "" if line.due is None else day_words(line.due.due)


def plan_badge(line: PlanLine, today: date) -> Badge:
    """How a plan stands. It waits; nobody is late."""
    if line.is_disputed:
        return Badge(words(_DISPUTED), "conflict", "care")
    if line.is_under_way:
        return Badge(words(_UNDER_WAY), "visit", "rented")
    if line.due is None:
        ended = as_text(line.values.get("ends_on"))
        is_over = bool(ended) and ended < today.isoformat()
        return Badge(words(_OVER) if is_over else words(_WHEN_NEEDED), "ring", "vacant")
    if line.due.state == "upcoming":
        return Badge(words(_TO_COME), "calendar", "vacant")
    return Badge(words(_DUE_TODAY) if line.due.state == "today" else words(_WAITING), "clock", "service")


def log_badge(line: LogLine) -> Badge:
    """How a log stands."""
    if line.is_disputed:
        return Badge(words(_DISPUTED), "conflict", "care")
    if not line.ended_at:
        return Badge(words(_UNDER_WAY), "visit", "rented")
    if line.is_unsent:
        return Badge(words(_NOT_SENT), "waiting", "service")
    return Badge(words(_NOTED), "check", "ok")


def span_words(started_at: str, ended_at: str, now: datetime) -> str:
    """今天 14:05–15:10; of a walk that goes on only its begin."""
    begun = time_words(started_at, now) if started_at else "—"
    return f"{begun}–{clock_words(ended_at)}" if ended_at else begun


def clock_words(moment: str) -> str:
    """The time of the day of a stored moment, where the user is; empty of what is none."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%H:%M}"
    except (ValueError, OverflowError):
        return ""
