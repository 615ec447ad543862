"""One community, one legal adviser: who is in office on a day, and whose term ends as another begins."""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """From when until when somebody advises, both days included, as ISO days; None is open."""

    record: str
    since: str | None
    until: str | None

    def has_ended(self, day: str) -> bool:
        """Whether it was over before a day."""
        return self.until is not None and self.until < day

    def covers(self, day: str) -> bool:
        """Whether a day lies in it."""
        return (self.since is None or self.since <= day) and not self.has_ended(day)


class Advised(enum.Enum):
    """Whether a community has its one adviser."""

    BY_ONE = "by_one"
    BY_NOBODY = "by_nobody"
    BY_SEVERAL = "by_several"


def advised(terms: Sequence[Term], day: str) -> Advised:
    """How a community is advised on a day."""
    in_office = [each for each in terms if each.covers(day)]
    if len(in_office) == 1:
        return Advised.BY_ONE
    return Advised.BY_SEVERAL if in_office else Advised.BY_NOBODY


def last_days(terms: Sequence[Term], begins: str | None) -> dict[str, str]:
    """The last day of each term that ends because another one begins on a day.

    A term that begins on that day or later is left as it is: whose of two is right, a person decides.
    """
    if begins is None:
        return {}
    last = (datetime.date.fromisoformat(begins) - datetime.timedelta(days=1)).isoformat()
    return {
        each.record: last
        for each in terms
        if not each.has_ended(begins) and (each.since is None or each.since < begins)
    }
