"""Which farewells nobody waits for: every laptop that still comes has read past them.

That a record left a scope must be told to whoever read it there, and to nobody else. Whoever stays away for
longer than `WAITED_FOR` compares instead (`gridcore/wire/reconcile.py`).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

WAITED_FOR = timedelta(days=180)


class Reader(NamedTuple):
    """A replica that was here: how far it had read all of its scopes, and when it last came."""

    passed: int
    last_seen: datetime


def passed_by(cursors: Iterable[int], seq: int) -> int:
    """How far a laptop has read every scope that it has begun, as it says itself; 0 where it has begun none.

    No laptop has read further than the counter, `seq`.
    """
    return min((min(each, seq) for each in cursors if each > 0), default=0)


def passed_by_all(readers: Iterable[Reader], seq: int, now: datetime) -> int:
    """How far everybody has read who was here lately; all of it, up to the counter, where nobody was."""
    return min((each.passed for each in readers if now - each.last_seen <= WAITED_FOR), default=seq)


def must_compare(cursor: int, floor: int) -> bool:
    """Whether farewells that a laptop has not heard were dropped; one that begins a scope needs none."""
    return 0 < cursor < floor
