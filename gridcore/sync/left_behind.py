"""Work that a laptop left behind: which parked edits a supervisor decides, and what admitting them does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from gridcore.fields import USER, Value
from gridcore.ids import RecordId, ReplicaId, ScopeId, UserId, derived_id
from gridcore.permissions import STAFF_SCOPE, Assignment
from gridcore.roles import Role
from gridcore.sync.accept import accept
from gridcore.sync.edits import Create, Edit, Step, cells_touched, verb_of
from gridcore.sync.known import (
    Author,
    Effect,
    Known,
    LeftBehind,
    Overlay,
    ParkedAnswered,
    ScopeFounded,
    reaches,
)
from gridcore.sync.outcomes import NOT_HERE, OK, Decided, Outcome, parked
from gridcore.sync.stored import FRESH, NO_CHAIN, RecordState, Stamp, Stored
from gridcore.sync.verdicts import NOT_APPLIED, VerdictCode
from gridcore.workflows.decision import ADMITTED, WAITING

PARKED_EDIT, PARKED_ANSWER = "parked_edit", "parked_answer"
NOT_TRUSTED = parked("not_trusted")
"""The verdict on whatever a disabled user or a revoked device sends."""
CANNOT_ADMIT = parked("cannot_admit")
"""Nothing of what was admitted could be applied: it waits on."""

_ITS_AUTHORS = frozenset({VerdictCode.STALE, VerdictCode.INVALID, VerdictCode.MOVED})
"""What its own author can mend stays with the author."""
_ALSO_ITS_AUTHORS = frozenset({"group_refused", "subject_gone", CANNOT_ADMIT.extra})
"""Reasons of `parked` that alone bring nothing before a supervisor."""


@dataclass(frozen=True)
class Origin:
    """Where edits came from and when, for the eyes of whoever decides."""

    device: str
    received: str


def not_trusted(edits: Sequence[Edit]) -> tuple[Decided, ...]:
    """The decisions on edits that nobody looks at."""
    return tuple(Decided(each, NOT_TRUSTED, each.id, each.id, cells_touched(each)) for each in edits)


def left_behind(known: Known, author: Author, decided: Sequence[Decided], origin: Origin) -> list[Stored]:
    """A record for the staff for each save of a form of which something waits for a supervisor.

    What a group left behind is decided together: a new household is not admitted without its flat.
    """
    found = []
    made = {each.edit.id: each.edit.kind for each in decided if isinstance(each.edit, Create)}
    for _, members in groupby(decided, key=lambda each: each.edit.grp):
        group = list(members)
        kept = [each for each in group if _waits(known, each)]
        if kept and not any(each.outcome.code is VerdictCode.INVALID for each in group):
            reason = next((each for each in map(_reason, kept) if each not in _ALSO_ITS_AUTHORS), None)
            if reason is not None:
                found.append(_record(known, author, _Left(made, kept, reason), origin))
    return found


def _waits(known: Known, decided: Decided) -> bool:
    """What was erased is never written again; and a decision about left-behind work is none itself.

    Of what was erased where the author never was nothing is told by leaving a line out.
    """
    code = decided.outcome.code
    stored = known.record(decided.edit.id)
    is_gone = stored is not None and stored.state is RecordState.ERASED and decided.outcome != NOT_HERE
    is_beyond = is_gone or (stored is not None and stored.kind == PARKED_EDIT)
    return code in NOT_APPLIED and code not in _ITS_AUTHORS and not is_beyond


def _reason(decided: Decided) -> str:
    return decided.outcome.extra or decided.outcome.code.value


@dataclass(frozen=True)
class _Left:
    """One group's parked edits, and why; `made` are the kinds of the records that the request makes."""

    made: Mapping[RecordId, str]
    kept: Sequence[Decided]
    reason: str


def _record(known: Known, author: Author, left: _Left, origin: Origin) -> Stored:
    made, first = left.made, left.kept[0].edit
    edits: list[Value] = [_named(known, author, made, each.edit) for each in left.kept]
    cells: dict[str, Value] = {
        "replica": author.replica,
        "device_name": origin.device,
        "user": author.user,
        "author": author.name,
        "received": origin.received,
        "reason": left.reason,
        "subject": first.id,
        "subject_kind": _kind(known, author, made, first),
        "edits": edits,
        "progress": WAITING,
    }
    record = derived_id(PARKED_EDIT, author.replica, str(first.n))
    return _written(record, PARKED_EDIT, STAFF_SCOPE, cells, author.replica, first.n)


def _named(known: Known, author: Author, made: Mapping[RecordId, str], edit: Edit) -> dict[str, Value]:
    """What an edit is about, without a single value."""
    cells: list[Value] = [*cells_touched(edit)]
    kind, do = _kind(known, author, made, edit), verb_of(edit)
    return {"n": edit.n, "kind": kind, "record": edit.id, "do": do, "cells": cells}


def _kind(known: Known, author: Author, made: Mapping[RecordId, str], edit: Edit) -> str:
    """The kind of record; empty where nobody knows it, or its author never had it: it may not be there."""
    stored = known.record(edit.id)
    is_known = stored is not None and (reaches(author, stored) or author.knew(stored))
    return stored.kind if stored is not None and is_known else made.get(edit.id, "")


def numbers_in(record: Stored) -> tuple[int, ...]:
    """The numbers of the edits that a record of left-behind work stands for."""
    held = record.cells.get("edits")
    rows = held if isinstance(held, list) else []
    found = (each.get("n") for each in rows if isinstance(each, dict))
    return tuple(each for each in found if isinstance(each, int))


class Anew(Protocol):
    """What deciding leads to (`gridcore.sync.take.Taken`)."""

    @property
    def decided(self) -> tuple[Decided, ...]:
        """A verdict for each edit."""

    @property
    def records(self) -> tuple[Stored, ...]:
        """The records to write."""

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What follows for assignments."""


Taking = Callable[[Known, Author, Sequence[Edit]], Anew]


def accept_or_admit(known: Overlay, author: Author, edit: Edit, take: Taking) -> Outcome:
    """Decide an edit; a step of left-behind work is taken together with what it leads to, or not at all."""
    stored = known.record(edit.id) if isinstance(edit, Step) else None
    if not isinstance(edit, Step) or stored is None or stored.kind != PARKED_EDIT:
        return accept(known, author, edit)
    trial = Overlay(known)
    outcome = accept(trial, author, edit)
    if outcome != OK:
        return outcome
    left = known.left_behind(stored)
    decided: tuple[Decided, ...] = ()
    if edit.to == ADMITTED:
        decided = _decide_anew(trial, author, left, take) if left is not None else ()
        if all(each.outcome.code in NOT_APPLIED for each in decided):
            return CANNOT_ADMIT
    replica = ReplicaId(str(stored.cells["replica"]))
    trial.effects.append(ParkedAnswered(stored.id, replica, numbers_in(stored), decided))
    if left is not None and left.is_at_home:
        trial.write(_answer(stored, author, edit, decided))
    known.adopt(trial)
    return outcome


def _decide_anew(known: Overlay, author: Author, left: LeftBehind, take: Taking) -> tuple[Decided, ...]:
    anew = take(known, lent(left.author, author), left.edits)
    for each in anew.records:
        known.write(each)
    known.effects += [_led(each, left.author.user) for each in anew.effects]
    return anew.decided


def _led(effect: Effect, lead: UserId) -> Effect:
    """Whoever made a case offline leads it, not who admitted it."""
    return replace(effect, lead=lead) if isinstance(effect, ScopeFounded) else effect


def lent(sender: Author, by: Author) -> Author:
    """The sender with all the access that there ever was, and with that of the supervisor who admits.

    The roles count in the whole community, because the record may have moved since; in a case they count
    only where the sender had them. Own work is what either of the two did: nobody approves it this way.
    """
    anywhere = {each.role for each in sender.assignments} - {Role.MEDIATOR}
    given = (
        *sender.assignments,
        *(Assignment(sender.user, each, sender.community) for each in sorted(anywhere)),
        *(replace(each, user=sender.user) for each in by.assignments),
    )
    return replace(
        sender,
        assignments=tuple(dict.fromkeys(given)),
        scopes=sender.scopes | sender.former_scopes | by.scopes,
        former_scopes=frozenset(),
        own_replicas=sender.own_replicas | by.own_replicas | {by.replica},
    )


def _answer(stored: Stored, by: Author, edit: Step, decided: Sequence[Decided]) -> Stored:
    """For the sender's eyes: what became of it, on whichever laptop that may be."""
    verdicts: dict[str, Value] = {str(n): edit.to for n in numbers_in(stored)}
    verdicts.update({str(each.edit.n): each.outcome.code.value for each in decided})
    cells: dict[str, Value] = {
        "replica": stored.cells["replica"],
        "device_name": stored.cells["device_name"],
        "subject_kind": stored.cells["subject_kind"],
        "outcome": edit.to,
        "verdicts": verdicts,
        "supervisor": by.name,
        "decided_at": edit.at,
        "reason": edit.reason,
    }
    scope = ScopeId(f"{USER}/{stored.cells['user']}")
    record = derived_id(PARKED_ANSWER, stored.id)
    return _written(record, PARKED_ANSWER, scope, cells, by.replica, edit.n)


def _written(
    record: RecordId, kind: str, scope: ScopeId, cells: dict[str, Value], replica: ReplicaId, n: int
) -> Stored:
    stamp = Stamp(FRESH, replica, n, NO_CHAIN)
    return Stored(record, kind, scope, cells, dict.fromkeys(cells, stamp), {}, FRESH)
