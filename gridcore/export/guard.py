"""How many people an exported list speaks of, and whether one person alone may decide that it leaves."""

import datetime
import enum
from collections.abc import Iterable

MANY_FROM = 10
"""From so many people on whoever exports without mask is reminded of what that means."""
SECOND_PERSON_ABOVE = 25
"""More people than this unmasked need a second supervisor.

Half of the lowest threshold (50) for people who got the data while doing their duty, in the judicial
interpretation of 2017 on personal information; see docs/security.md.
"""
NEVER_ABOVE = 250
"""More people than this never leave unmasked in one list: the next threshold of the same interpretation."""
COUNTED_DAYS = 7
"""Unmasked lists of one person within so many days count together, or a list would leave in slices."""
ALLOWED_DAYS = 7
"""How long a second person's word holds."""
CHILD_UNDER = 14
"""Children stay masked in every list (Personal Information Protection Law, article 31)."""


class Guard(enum.Enum):
    """What an export needs."""

    FREE = "free"
    SECOND_PERSON = "second_person"
    TOO_MANY = "too_many"


def people_in(rows: Iterable[tuple[str, int]]) -> int:
    """How many people rows speak of: each row names who or which household, and how many that is.

    Who stands in several rows counts once.
    """
    return sum(dict(rows).values())


def guard(people: int, *, is_masked: bool, before: int = 0) -> Guard:
    """What an export of so many people needs, after `before` people in one's lists of the last days."""
    if is_masked or not people:
        return Guard.FREE
    if people > NEVER_ABOVE:
        return Guard.TOO_MANY
    return Guard.SECOND_PERSON if people + before > SECOND_PERSON_ABOVE else Guard.FREE


def is_many(people: int, *, is_masked: bool, before: int = 0) -> bool:
    """Whether it is to be said what it means to take out so many people's data."""
    return not is_masked and bool(people) and people + before >= MANY_FROM


def born_after(today: datetime.date) -> datetime.date:
    """Who was born after this day is a child."""
    try:
        return today.replace(year=today.year - CHILD_UNDER)
    except ValueError:  # 29 February
        return today.replace(year=today.year - CHILD_UNDER, day=28)


def counts_from(today: datetime.date) -> datetime.date:
    """The first day whose lists count together with today's."""
    return today - datetime.timedelta(days=COUNTED_DAYS - 1)


def allowed_until(today: datetime.date) -> datetime.date:
    """The last day on which a list may be written that is asked for today."""
    return today + datetime.timedelta(days=ALLOWED_DAYS)


def told_from(today: datetime.date) -> datetime.date:
    """From which last day on a request that nobody answered is still told to who asked."""
    return today - datetime.timedelta(days=ALLOWED_DAYS)
