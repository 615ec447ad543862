"""Consent to care: who must agree for whom, and what an answer says about a plan."""

import datetime
from collections.abc import Iterable

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value, Values

CHILD_UNDER = 14
"""For a younger child the guardian agrees, and a supervisor approves it."""
NOTICE = "2026-1"
"""The version of the notice that the consent sheet carries; raised when its words change."""
VISITS = "visits"
"""The purpose that visits rest on."""
ASK_AGAIN_YEARS = 1
_NO = ("refused", "withdrawn")
"""Nobody is asked again so soon after a refusal."""


def is_child(birth_date: Value, day: datetime.date) -> bool:
    """Whether somebody is under 14 on a day; an unknown birth date tells of nobody that it is a child."""
    if not isinstance(birth_date, str) or len(birth_date) != len("2012-01-01"):
        return False
    return birth_date > _years_before(day, CHILD_UNDER).isoformat()


def consent_problems(values: Values) -> tuple[FieldProblem, ...]:
    """What a consent lacks that no single field can tell."""
    found = []
    if values.get("given_by") == "guardian" and not values.get("guardian"):
        found.append(problem("guardian", "required"))
    return tuple(found)


def problems_for_child(values: Values, birth_date: Value, day: datetime.date) -> tuple[FieldProblem, ...]:
    """Only the guardian agrees for a child under 14; a child's own refusal is heard."""
    agrees = values.get("answer") == "granted" and values.get("given_by") == "person"
    return (problem("given_by", "guardian_needed"),) if agrees and is_child(birth_date, day) else ()


def standing_of(values: Values) -> str | None:
    """What an answer makes of a plan's `consent`, as its codes say it; None where it is not about visits."""
    purposes = values.get("purposes")
    if not isinstance(purposes, list) or VISITS not in purposes:
        return None
    if values.get("withdrawn_on"):
        return "withdrawn"
    if values.get("answer") != "granted":
        return "refused"
    return "guardian" if values.get("given_by") == "guardian" else "granted"


def standing_after(answers: Iterable[Values]) -> str | None:
    """How consent to visits stands after all these answers: the newest counts, of one day the stricter one.

    None where none of them is about visits. Lists reckon the same in SQL (`gridclient.db.consents`).
    """
    found = [(_day_of(each), stands in _NO, stands) for each in answers if (stands := standing_of(each))]
    return max(found)[2] if found else None


def may_ask_from(answers: Iterable[Values]) -> datetime.date | None:
    """The first day on which somebody may be asked about visits again whose last word was a refusal.

    None where it was another one, or where nobody knows its day. Where no day is said, a year after it.
    """
    told = [(_day_of(each), stands in _NO, stands, each) for each in answers if (stands := standing_of(each))]
    last = max(told, key=lambda each: each[:3], default=None)
    if last is None or last[2] != "refused":
        return None
    said, given = _as_date(last[3].get("ask_again_on")), _as_date(last[0])
    return said or (ask_again_on(given) if given is not None else None)


def _as_date(value: Value) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _day_of(values: Values) -> str:
    return max(str(values.get(name) or "") for name in ("given_on", "withdrawn_on"))


def ask_again_on(day: datetime.date) -> datetime.date:
    """The first day on which somebody who refuses may be asked again."""
    return _years_before(day, -ASK_AGAIN_YEARS)


def review_on(day: datetime.date, *, child: bool) -> datetime.date:
    """When a plan that begins on a day is looked at again: after a year, a child's after half a year."""
    years, month = divmod(day.month - 1 + (6 if child else 12), 12)
    return datetime.date(day.year + years, month + 1, min(day.day, 28))


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day of an earlier year; 29 February becomes the 28th, so that nobody grows up a day early."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return datetime.date(day.year - years, 2, 28)
