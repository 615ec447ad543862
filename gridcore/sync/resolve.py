"""Deciding conflicts and proposals: a person's choice, checked against what that person saw."""

from dataclasses import replace

import msgspec

from gridcore.fields import Merge, Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits_cell
from gridcore.sync.cells import take_value
from gridcore.sync.disputes import is_open, joined, side_of, sides_in
from gridcore.sync.edits import Resolve, Set, Step
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import OK, SAME, Outcome, invalid, parked
from gridcore.sync.presence import move
from gridcore.sync.proposals import SCOPE
from gridcore.sync.stored import FRESH, NO_CHAIN, WHOLE, RecordState, Stamp, Stored, written
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import ACCEPTED, OPEN, RESOLVED


def take_resolve(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    """Decide a conflict; a side that its decider did not see keeps it open, with the choice standing."""
    subject = known.record(RecordId(str(conflict.cells.get("subject"))))
    if subject is None or subject.state is RecordState.ERASED:
        return parked("subject_gone")
    cell = str(conflict.cells.get("cell"))
    by_value = conflict.cells.get("conflict_kind") == "value"
    if by_value and not fits_cell(RECORD_TYPES[subject.kind].cells[cell], edit.value):
        return invalid("value_does_not_fit")
    if not is_open(conflict):
        return _decided_before(known, author, conflict, edit)
    if any(_version(side) > edit.saw for side in sides_in(conflict).values()):
        _decide_subject(known, author, subject, conflict, edit, edit.value, stays=conflict.id)
        mine = side_of(author, NO_CHAIN, edit.n, edit.value, edit.at)
        known.write(joined(conflict, mine, author.replica))
        return Outcome(VerdictCode.CONFLICT, conflict.id)
    _decide_subject(known, author, subject, conflict, edit, edit.value, stays=None)
    known.write(_with(conflict, author, edit.n, progress=RESOLVED, decided=_decision(author, edit)))
    return OK


def _decided_before(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    """Somebody was first: the same choice agrees, another one opens the conflict again."""
    first = conflict.cells.get("decided")
    decided = first if isinstance(first, dict) else {}
    if decided.get("value") == edit.value:
        return SAME
    side = side_of(author, NO_CHAIN, edit.n, edit.value, edit.at)
    holder = str(decided.get("replica"))
    sides: dict[str, Value] = {
        **sides_in(conflict),
        holder: {**decided, "v": conflict.seq, "base": NO_CHAIN},
        side.replica: side.as_value(),
    }
    known.write(
        _with(conflict, author, edit.n, progress=OPEN, sides=sides, standing=ReplicaId(holder), decided=None)
    )
    subject = known.record(RecordId(str(conflict.cells.get("subject"))))
    cell = str(conflict.cells.get("cell"))
    if subject is not None and cell in subject.vers:
        marked = msgspec.structs.replace(subject.vers[cell], conflict=conflict.id)
        known.write(msgspec.structs.replace(subject, vers={**subject.vers, cell: marked}))
    return Outcome(VerdictCode.CONFLICT, conflict.id)


def _decide_subject(
    known: Overlay,
    author: Author,
    subject: Stored,
    conflict: Stored,
    edit: Resolve,
    value: Value,
    *,
    stays: RecordId | None,
) -> None:
    """Write the decision with a new version, so that every older chain ends."""
    stamp = Stamp(FRESH, author.replica, edit.n, NO_CHAIN, conflict=stays)
    match conflict.cells.get("conflict_kind"):
        case "value":
            known.write(written(subject, str(conflict.cells["cell"]), value, stamp))
        case "removal":
            state = RecordState.REMOVED if value is True else RecordState.PRESENT
            vers = {**subject.vers, WHOLE: stamp}
            known.write(msgspec.structs.replace(subject, seq=FRESH, state=state, vers=vers))
        case _:
            pass


def _decision(author: Author, edit: Resolve) -> Value:
    who: dict[str, Value] = {"replica": author.replica, "author": author.name, "at": edit.at, "n": edit.n}
    return {**who, "choice": edit.choice, "value": edit.value}


def _with(conflict: Stored, author: Author, n: int, **cells: Value) -> Stored:
    stamps = {name: Stamp(FRESH, author.replica, n, NO_CHAIN) for name in cells}
    return msgspec.structs.replace(
        conflict, seq=FRESH, cells={**conflict.cells, **cells}, vers={**conflict.vers, **stamps}
    )


def _version(side: dict[str, Value]) -> int:
    found = side.get("v")
    return found if isinstance(found, int) else 0


def apply_proposal(known: Overlay, author: Author, proposal: Stored, edit: Step) -> Outcome:
    """What accepting a proposal does: its value is applied with its own base, the standing value kept in a clash."""
    if edit.to != ACCEPTED:
        return OK
    subject = known.record(RecordId(str(proposal.cells.get("subject"))))
    if subject is None or subject.state is not RecordState.PRESENT:
        return parked("subject_gone")
    value, base = proposal.cells.get("value"), proposal.cells.get("base")
    name = str(proposal.cells.get("cell"))
    if name == SCOPE:
        return move(known, subject, ScopeId(str(value)))
    cell = replace(RECORD_TYPES[subject.kind].cells[name], merge=Merge.ASK_KEEP)
    proposer = Set(
        n=edit.n,
        grp=edit.grp,
        id=subject.id,
        cell=name,
        value=value,
        base=base if isinstance(base, int) else 0,
        at=edit.at,
    )
    take_value(known, author, subject, cell, proposer)
    return OK
