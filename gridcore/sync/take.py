"""Deciding a request: its edits in order, group by group, on one state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from gridcore.fields import ABOUT
from gridcore.ids import RecordId
from gridcore.permissions import said_by_server
from gridcore.records import RECORD_TYPES
from gridcore.sync.derived_ids import is_borrowed
from gridcore.sync.edits import (
    Create,
    Edit,
    Erase,
    Merge,
    Move,
    Remove,
    Resolve,
    Restore,
    cells_touched,
)
from gridcore.sync.known import Author, Effect, GridFounded, Known, Overlay, ScopeFounded, parent_of
from gridcore.sync.left_behind import accept_or_admit
from gridcore.sync.outcomes import NOT_HERE, OK, Decided, Outcome, parked
from gridcore.sync.restored import or_awaited, remembered
from gridcore.sync.stored import FRESH, RecordState, Stored
from gridcore.sync.verdicts import REFUSES_THE_GROUP


@dataclass(frozen=True)
class Taken:
    """What a request leads to: a verdict for each edit, the records to write, the effects on assignments.

    Records stand in the order in which they are numbered: conflicts and proposals come first, so that a
    laptop that has read up to a verdict's number has read what the verdict speaks of. Before them comes what
    its author does not receive: no gap between the author's own numbers counts it. Those whose `seq` is
    not FRESH were only marked: they are written and keep their number (`stamped` sees to it).

    `echoes` are the records that hold nothing but what the request's own edits say, each with a plain `ok`.
    Where the cursor of the request covers the number before, the answer may leave them out; it never leaves
    out that one is gone.
    """

    decided: tuple[Decided, ...]
    records: tuple[Stored, ...]
    effects: tuple[Effect, ...]
    echoes: frozenset[RecordId] = frozenset()


@dataclass
class _Written:
    """The records that the edits of a request wrote, and those that hold more than their own edits say."""

    all: set[RecordId] = field(default_factory=set)
    more: set[RecordId] = field(default_factory=set)


def take(known: Known, author: Author, edits: Sequence[Edit], *, is_looked_at: bool = False) -> Taken:
    """Decide edits in ascending order.

    A group is atomic for `denied` and `invalid` alone; then it is parked whole. `is_looked_at`: a supervisor
    admits them.
    """
    decided: list[Decided] = []
    whole, written = Overlay(known), _Written()
    for _, members in groupby(edits, key=lambda each: each.grp):
        group = list(members)
        trial, of_group = Overlay(whole), _Written()
        mine = [_decide(trial, _leader(author, whole, trial), edit, of_group, is_looked_at) for edit in group]
        if any(each.outcome.code in REFUSES_THE_GROUP for each in mine):
            decided += map(_with_its_group, mine)
            written.more |= {each.id for each in group}
            continue
        whole.adopt(trial)
        written.all |= of_group.all
        written.more |= of_group.more
        decided += mine
    records = remembered(sorted(whole.records.values(), key=partial(_order, author)), author.past)
    return Taken(tuple(decided), records, tuple(whole.effects), frozenset(written.all - written.more))


def _leader(author: Author, *overlays: Overlay) -> Author:
    """Whoever founds a case leads it from the next edit on; who founds a grid follows it."""
    effects = [effect for each in overlays for effect in each.effects]
    if not effects:
        return author
    founded = (each for each in effects if isinstance(each, ScopeFounded) and each.lead is None)
    grids = [each.grid for each in effects if isinstance(each, GridFounded)]
    author = author.over(grids) if grids else author
    return author.leading(each.scope for each in founded)


def _decide(known: Overlay, author: Author, edit: Edit, written: _Written, is_looked_at: bool) -> Decided:
    known.touched, before = {}, known.record(edit.id)
    outcome = NOT_HERE
    if is_looked_at or not is_borrowed(known, author, edit):
        outcome = accept_or_admit(known, author, edit, partial(take, is_looked_at=True))
    outcome = or_awaited(author.past, edit, outcome)
    touched = known.touched
    written.all |= touched.keys()
    is_plain = _is_plain(known, before, edit, outcome)
    written.more |= touched.keys() - {edit.id} if is_plain else {edit.id, *touched}
    subject, cells = outcome.subject or edit.id, cells_touched(edit)
    if outcome.place is not None:
        subject, cells = outcome.place[0], (outcome.place[1],)
    return Decided(edit, outcome, _numbered(author, subject, touched) or edit.id, subject, cells)


def _is_plain(known: Overlay, before: Stored | None, edit: Edit, outcome: Outcome) -> bool:
    """Whether the edit's laptop can lay the edit over what it has, and then has what the server has."""
    after = known.record(edit.id)
    if outcome != OK or after is None or isinstance(edit, Remove | Restore | Move | Resolve | Merge | Erase):
        return False
    if isinstance(edit, Create):
        return before is None and not said_by_server(edit.kind) and not _has_moved(known, after)
    present = RecordState.PRESENT
    return before is not None and before.scope == after.scope and before.state is after.state is present


def _has_moved(known: Overlay, stored: Stored) -> bool:
    """Whether a new record may lie elsewhere than its laptop thinks: something above it was moved once."""
    above = parent_of(stored)
    if known.is_calm(above):
        return False
    parent = known.record(above) if above is not None else None
    return parent is not None and (bool(parent.left) or _has_moved(known, parent))


def _numbered(author: Author, subject: RecordId, records: Mapping[RecordId, Stored]) -> RecordId | None:
    """The record that gets the number up to which the verdict's author has to read."""
    if subject in records and records[subject].seq == FRESH:
        return subject
    fresh = (each for each in records.values() if each.seq == FRESH)
    last = max(fresh, key=partial(_order, author), default=None)
    return last.id if last is not None else None


def _order(author: Author, stored: Stored) -> tuple[bool, bool, RecordId]:
    return author.follows(stored.scope), RECORD_TYPES[stored.kind].scope is not ABOUT, stored.id


def _with_its_group(decided: Decided) -> Decided:
    if decided.outcome.code in REFUSES_THE_GROUP:
        return decided
    return Decided(decided.edit, parked("group_refused"), decided.edit.id, decided.edit.id, decided.cells)
