"""What is wrong with a visit because of the door that it was made at, or of what was handed over there."""

import datetime
from dataclasses import dataclass

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Values
from gridcore.shapes import is_date

_LONG = datetime.timedelta(days=180)
"""Later than this nobody enters a visit; a year that was typed by habit lies further back."""


@dataclass(frozen=True)
class Stay:
    """From when until when somebody lived at a door, as ISO days; None where nobody knows."""

    since: str | None = None
    until: str | None = None
    died_on: str | None = None


def visit_problems(values: Values, home: Stay, person: Stay | None = None) -> tuple[FieldProblem, ...]:
    """The days of the household and of the person visited against the visit's; goods without a signature."""
    found = []
    day = values.get("visited_on")
    if isinstance(day, str) and is_date(day):
        found += [problem("visited_on", code) for code in _wrong_days(day, home, person or Stay())]
    if values.get("goods") and not (values.get("signed") and values.get("signature")):
        found.append(problem("goods", "signature_needed"))
    return tuple(found)


def long_ago(values: Values, today: datetime.date) -> tuple[FieldProblem, ...]:
    """A gentle question where a visit that is being entered lies half a year back."""
    day = values.get("visited_on")
    is_long = isinstance(day, str) and is_date(day) and day < (today - _LONG).isoformat()
    return (problem("visited_on", "visit_long_ago"),) if is_long else ()


def _wrong_days(day: str, home: Stay, person: Stay) -> list[str]:
    """At most one: what is wrong with the household tells more than what is wrong with the person."""
    if home.since and day < home.since:
        return ["before_household"]
    if home.until and day > home.until:
        return ["after_household"]
    if person.died_on and day > person.died_on:
        return ["has_died"]
    if person.until and day > person.until:
        return ["after_moved_out"]
    return []
