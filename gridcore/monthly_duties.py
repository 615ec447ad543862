"""What a grid still lacks in a month (1+1): a visit, a talk, a service, publicity. It judges nobody."""

import datetime
from collections.abc import Mapping

from gridcore.codes.activities import ACTIVITY_KIND, MONTHLY_DUTY

_PRESSING_FROM = 25


def missing_duties(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The codes of those of which the month has none yet, in the order in which they are told."""
    return tuple(each.code for each in MONTHLY_DUTY.enabled() if not counts.get(each.code))


def first_to_note(missing: tuple[str, ...]) -> str | None:
    """The first that is noted as an activity; a visit has its own form."""
    return next((each for each in missing if each in ACTIVITY_KIND), None)


def is_pressing(day: datetime.date) -> bool:
    """Whether the month is nearly over."""
    return day.day >= _PRESSING_FROM
