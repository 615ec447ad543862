"""Deciding conflicts: a person's choice, checked against what that person saw."""

from dataclasses import replace

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits_cell
from gridcore.sync.disputes import (
    BY_REMOVAL,
    BY_VALUE,
    Dispute,
    as_number,
    holders,
    is_open,
    joined,
    keep_standing,
    open_conflict,
    side_of,
    sides_in,
)
from gridcore.sync.edits import Resolve
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import OK, SAME, Outcome, invalid, parked
from gridcore.sync.presence import revive
from gridcore.sync.stored import (
    FRESH,
    NO_CHAIN,
    WHOLE,
    Agreed,
    RecordState,
    Stamp,
    Stored,
    restamped,
    written,
)
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import OPEN, RESOLVED


def take_resolve(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    """Decide a conflict; a side that its decider did not see keeps it open, with the choice standing."""
    subject = known.record(RecordId(str(conflict.cells["subject"])))
    if subject is None or subject.state is RecordState.ERASED:
        return parked("subject_gone")
    if edit.saw > known.seq_before(conflict.id):
        return invalid("base_unknown")
    if not _fits(conflict, subject, edit.value):
        return invalid("value_does_not_fit")
    revived = None
    if conflict.cells["conflict_kind"] == BY_VALUE:
        revived = revive(known, author, subject, edit, edit.saw)
    outcome = _decide(known, author, known.record(subject.id) or subject, conflict, edit)
    if revived is not None:
        outcome = replace(outcome, code=VerdictCode.CONFLICT, extra=revived)
    return outcome


def _fits(conflict: Stored, subject: Stored, value: Value) -> bool:
    match conflict.cells["conflict_kind"]:
        case "value":
            return fits_cell(RECORD_TYPES[subject.kind].cells[str(conflict.cells["cell"])], value)
        case "removal":
            return isinstance(value, bool)
        case _:
            return True


def _decide(known: Overlay, author: Author, subject: Stored, conflict: Stored, edit: Resolve) -> Outcome:
    cell = str(conflict.cells["cell"])
    place = (subject.id, cell)
    if not is_open(conflict) and not _is_own_decision(known, author, subject, conflict):
        return replace(_decide_after(known, author, subject, conflict, edit), place=place)
    unseen = is_open(conflict) and any(
        as_number(side.get("v")) > edit.saw
        for replica, side in sides_in(conflict).items()
        if replica != author.replica
    )
    if unseen:
        _write(known, author, subject, conflict, edit, stays=conflict.id)
        mine = side_of(author, NO_CHAIN, edit.n, edit.value, edit.at)
        known.write(joined(conflict, mine, author.replica))
        return Outcome(VerdictCode.CONFLICT, conflict.id, place=place)
    _write(known, author, subject, conflict, edit, stays=None)
    known.write(_with(conflict, author, edit.n, progress=RESOLVED, decided=_decision(author, edit)))
    return replace(OK, place=place)


def _is_own_decision(known: Overlay, author: Author, subject: Stored, conflict: Stored) -> bool:
    """Whether the conflict was closed by the author's own replica, and its choice still stands undisputed."""
    decided, cell = _decided(conflict), str(conflict.cells["cell"])
    stamp = subject.vers.get(cell)
    if stamp is None or stamp.also or open_conflict(known, subject, cell) is not None:
        return False
    mine = (author.replica, decided.get("n"))
    return mine == (decided.get("replica"), stamp.n) and stamp.replica == author.replica


def _decide_after(
    known: Overlay, author: Author, subject: Stored, conflict: Stored, edit: Resolve
) -> Outcome:
    """Somebody was first: the same choice agrees, another one opens the conflict again."""
    decided = _decided(conflict)
    writes = conflict.cells["conflict_kind"] in (BY_VALUE, BY_REMOVAL)
    if decided.get("value") == edit.value and (writes or decided.get("choice") == edit.choice):
        return _agree(known, author, subject, conflict, edit) if writes else SAME
    mine = side_of(author, NO_CHAIN, edit.n, edit.value, edit.at)
    if writes:
        cell = str(conflict.cells["cell"])
        again = Dispute(holders(known, subject, cell, author), mine, under=conflict.id)
        return Outcome(VerdictCode.CONFLICT, keep_standing(known, subject, cell, again))
    first: dict[str, Value] = {**decided, "v": conflict.seq, "base": NO_CHAIN}
    sides: dict[str, Value] = {
        **sides_in(conflict),
        str(decided.get("replica")): first,
        mine.replica: mine.as_value(),
    }
    known.write(_with(conflict, author, edit.n, progress=OPEN, sides=sides, decided=None))
    return Outcome(VerdictCode.CONFLICT, conflict.id)


def _agree(known: Overlay, author: Author, subject: Stored, conflict: Stored, edit: Resolve) -> Outcome:
    """Two decided alike: from now on neither takes it back as if the decision were its own alone."""
    cell = str(conflict.cells["cell"])
    stamp = subject.vers[cell]
    also = (*stamp.also, Agreed(author.replica, edit.n, NO_CHAIN))
    known.write(restamped(subject, cell, msgspec.structs.replace(stamp, also=also)))
    return SAME


def _write(
    known: Overlay,
    author: Author,
    subject: Stored,
    conflict: Stored,
    edit: Resolve,
    *,
    stays: RecordId | None,
) -> None:
    """Write the decision with a new version, so that every older chain ends."""
    stamp = Stamp(FRESH, author.replica, edit.n, NO_CHAIN, conflict=stays)
    match conflict.cells["conflict_kind"]:
        case "value":
            known.write(written(subject, str(conflict.cells["cell"]), edit.value, stamp))
        case "removal":
            state = RecordState.REMOVED if edit.value is True else RecordState.PRESENT
            vers = {**subject.vers, WHOLE: stamp}
            known.write(msgspec.structs.replace(subject, seq=FRESH, state=state, vers=vers))


def _decision(author: Author, edit: Resolve) -> Value:
    who: dict[str, Value] = {"replica": author.replica, "author": author.name, "at": edit.at, "n": edit.n}
    return {**who, "choice": edit.choice, "value": edit.value}


def _decided(conflict: Stored) -> dict[str, Value]:
    held = conflict.cells.get("decided")
    return held if isinstance(held, dict) else {}


def _with(conflict: Stored, author: Author, n: int, **cells: Value) -> Stored:
    stamps = {name: Stamp(FRESH, author.replica, n, NO_CHAIN) for name in cells}
    return msgspec.structs.replace(
        conflict, seq=FRESH, cells={**conflict.cells, **cells}, vers={**conflict.vers, **stamps}
    )
