"""After the server was restored to an earlier time: numbers that it gave out and does not remember.

Laptops keep what they had and send again what was lost, each edit with `was`, the number that it had got. An
edit that names a lost number as its base was made by somebody who saw more than is stored now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from gridcore.ids import ReplicaId
from gridcore.sync.edits import Add, Drop, Edit, Remove, Set, Step, Text
from gridcore.sync.outcomes import NOT_HERE, Outcome, parked
from gridcore.sync.stored import FRESH, MERGED, Element, Stamp, Stored
from gridcore.sync.verdicts import VerdictCode

JUMP = 1_000_000
"""So far ahead go the numbers at a restore, at the least: more than is given out in a second, or was lost."""
_APART = JUMP // 2
"""Numbers so far from each other were given out before and after a restore, or two of one backup."""
_BEGAN = 1_767_225_600
"""2026 in seconds: before that there was no server."""
AWAITED = parked("awaited")
"""What the edit builds on was lost and has not come back yet; it is decided when it does."""


_Versioned = TypeVar("_Versioned", Stamp, Element)


class LostRange(msgspec.Struct, frozen=True, array_like=True):
    """The numbers after < x ≤ upto: lost ones, then ones that were never given out."""

    after: int
    upto: int

    def holds(self, number: int) -> bool:
        """Whether a number is one of them."""
        return self.after < number <= self.upto


def beyond(seq: int, seconds: int) -> int:
    """Where the numbers go on after a restore, at this moment in seconds since 1970.

    Beyond all that was ever given out, also where the same backup was restored once before: what was given
    out since then is in no backup.
    """
    return max(seq + JUMP, (seconds - _BEGAN) * JUMP)


@dataclass(frozen=True)
class Past:
    """What was before restores: the lost ranges, and which edits of the replica are sent again."""

    replica: ReplicaId | None = None
    lost: tuple[LostRange, ...] = ()
    was: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    """Those of them whose values had stood in a conflict alone: nobody saw them in the cell."""

    def is_lost(self, number: int) -> bool:
        """Whether a version was given out before a restore and is not known any more."""
        return any(each.holds(number) for each in self.lost)

    def has_seen(self, stamp: Stamp | Element, base: int) -> bool:
        """Whether somebody who saw `base` saw this value; one that came again counts by its former number."""
        was = self.former(stamp)
        return _saw(base, was) if was is not None and self.is_lost(base) else stamp.v <= base

    def former(self, stamp: Stamp | Element) -> int | None:
        """The number that a value had before it was sent again, in this request or in an earlier one.

        One that a merge made bears it already: it is not its last edit's alone.
        """
        is_of_this = stamp.v == FRESH and stamp.replica == self.replica and stamp.base != MERGED
        return self.was.get(stamp.n) if is_of_this else stamp.was

    def former_of_both(self, standing: Stamp, n: int) -> int | None:
        """The former number of a text with the words of the standing one and of edit `n`.

        Whoever saw it saw both, so it is the greater one. There is none where the standing text came after
        the restore, or the two are of two restores: nobody saw that before.
        """
        mine, theirs = self.was.get(n), self.former(standing)
        if mine is None or theirs is None:
            return mine if mine is not None and standing.v < mine else None
        return max(mine, theirs) if abs(mine - theirs) < _APART else None

    def is_replaced(self, n: int, stamp: Stamp | Element | None) -> bool:
        """Whether the standing value was made by somebody who had seen edit `n` before the restore."""
        was = self.was.get(n)
        if was is None or stamp is None:
            return False
        return any(
            each.holds(was) and _saw(stamp.base, was) and stamp.base <= each.upto for each in self.lost
        )

    def is_base_known(self, base: int, seq: int) -> bool:
        """Whether a person can have seen this version of a record that has the number `seq`."""
        return 0 <= base <= seq or self.is_lost(base)

    def awaits(self, edit: Edit) -> bool:
        """Whether what an edit builds on may still come back."""
        return edit.n in self.was or edit.n in self.apart or self.is_lost(base_of(edit))


NO_PAST = Past()


def past_of(replica: ReplicaId, lost: tuple[LostRange, ...], told: Mapping[int, int]) -> Past:
    """What a request tells of former numbers; below 0 where the value had stood in a conflict alone."""
    known = {n: seq for n, seq in told.items() if any(each.holds(abs(seq)) for each in lost)}
    was = {n: seq for n, seq in known.items() if seq > 0}
    return Past(replica, lost, was, frozenset(known.keys() - was.keys()))


def _saw(base: int, was: int) -> bool:
    """Whether who saw version `base` saw what had the number `was`; another restore between them lost it."""
    return was <= base < was + _APART


def tells_version(version: int, seq: int, code: VerdictCode) -> bool:
    """Whether an edit that was found by its number or its former one tells what a cell held at a version.

    An edit that came again and was merged met something else than before the restore.
    """
    return seq == version or code is not VerdictCode.MERGED


def base_of(edit: Edit) -> int:
    """The version that the author saw; 0 for edits that name none."""
    match edit:
        case Set(base=base) | Text(base=base) | Add(base=base) | Drop(base=base):
            return base
        case Step(base=base) | Remove(base=base):
            return base
        case _:
            return 0


def or_awaited(past: Past, edit: Edit, outcome: Outcome) -> Outcome:
    """The outcome; where an edit found nothing to be decided on and that may still come back, `awaited`."""
    is_early = outcome == NOT_HERE or (outcome.code is VerdictCode.STALE and edit.n in past.was)
    return AWAITED if is_early and past.awaits(edit) else outcome


def remembered(records: Iterable[Stored], past: Past) -> tuple[Stored, ...]:
    """The records with the former numbers of what was sent again."""
    if not past.was:
        return tuple(records)
    return tuple(_remembered(each, past) for each in records)


def _remembered(stored: Stored, past: Past) -> Stored:
    return msgspec.structs.replace(
        stored,
        vers={name: _with_was(stamp, past) for name, stamp in stored.vers.items()},
        sets={
            cell: {name: _with_was(element, past) for name, element in elements.items()}
            for cell, elements in stored.sets.items()
        },
    )


def _with_was(each: _Versioned, past: Past) -> _Versioned:
    return msgspec.structs.replace(each, was=past.former(each)) if each.v == FRESH else each


def ranges_of(told: Sequence[Sequence[int]]) -> tuple[LostRange, ...]:
    """Lost ranges as they are stored: pairs of numbers."""
    return tuple(LostRange(after, upto) for after, upto in told)
