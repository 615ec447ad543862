"""Deciding conflicts: a person's choice, checked against what that person saw."""

from dataclasses import replace

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits_cell
from gridcore.sync.cell_edits import take_cell, with_consequences
from gridcore.sync.disputes import (
    BY_REMOVAL,
    BY_VALUE,
    Dispute,
    Side,
    agree,
    as_number,
    close,
    decision,
    has_gone,
    holders,
    is_open,
    joined,
    keep_standing,
    open_conflict,
    side_of,
    sides_in,
    standing_value,
    with_cells,
)
from gridcore.sync.edits import Resolve, Set
from gridcore.sync.known import Author, Overlay, reaches
from gridcore.sync.outcomes import OK, SAME, Outcome, invalid, parked
from gridcore.sync.presence import revive
from gridcore.sync.redirects import MERGED_ELSEWHERE, meeting, merged_of, standing
from gridcore.sync.stored import (
    FRESH,
    NO_CHAIN,
    WHOLE,
    RecordState,
    Stamp,
    Stored,
    written,
)
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import OPEN, RESOLVED

MERGED_AWAY = "merged"
"""Why nobody is asked any more whether a record stays, or whether two are one."""


def take_resolve(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    """Decide a conflict; a side that its decider did not see keeps it open, with the choice standing."""
    subject = known.record(RecordId(str(conflict.cells["subject"])))
    if subject is None or subject.state is RecordState.ERASED:
        return parked("subject_gone")
    if not author.past.is_base_known(edit.saw, known.seq_before(conflict.id)):
        return invalid("base_unknown")
    if not _fits(conflict, subject, edit.value):
        return invalid("value_does_not_fit")
    if _tells_of_a_merge(known, conflict):
        return (
            SAME if _decided(conflict).get("value") == edit.value else Outcome(VerdictCode.STALE, MERGED_AWAY)
        )
    if merged_of(subject) is not None and conflict.cells["conflict_kind"] in (BY_VALUE, BY_REMOVAL):
        return _decide_for_merged(known, author, subject, conflict, edit)
    revived = None
    if conflict.cells["conflict_kind"] == BY_VALUE:
        revived = revive(known, author, subject, edit, edit.saw)
    present = known.record(subject.id) or subject
    outcome = _decide(known, author, present, conflict, edit)
    if conflict.cells["conflict_kind"] == BY_VALUE:
        cell = RECORD_TYPES[subject.kind].cells[str(conflict.cells["cell"])]
        outcome = with_consequences(known, author, present, cell, edit.n, outcome)
    if revived is not None:
        outcome = replace(outcome, code=VerdictCode.CONFLICT, extra=revived)
    return outcome


def _tells_of_a_merge(known: Overlay, conflict: Stored) -> bool:
    """Whether two records were found to be one: then they are split, and not decided about once more."""
    loser = known.record(RecordId(str(_decided(conflict).get("loser"))))
    merged = merged_of(loser) if loser is not None else None
    return merged is not None and merged.note == conflict.id


def _decide_for_merged(
    known: Overlay, author: Author, loser: Stored, conflict: Stored, edit: Resolve
) -> Outcome:
    """What was disputed of the loser is decided, and meets what the winner says as any other value does."""
    if conflict.cells["conflict_kind"] == BY_REMOVAL:
        return Outcome(VerdictCode.STALE, MERGED_AWAY)
    winner = known.record(standing(known, loser.id))
    if winner is None or winner.state is RecordState.ERASED or not reaches(author, winner):
        return MERGED_ELSEWHERE
    outcome = _decide(known, author, loser, conflict, edit)
    if outcome.code is not VerdictCode.OK:
        return outcome
    cell = RECORD_TYPES[loser.kind].cells[str(conflict.cells["cell"])]
    decided = Set(edit.n, edit.grp, winner.id, cell.name, edit.value, 0, edit.at)
    met = take_cell(known, meeting(known, author, loser), winner, cell, decided)
    code = VerdictCode.MERGED if met.code is VerdictCode.OK else met.code
    value = met.result if met.has_result else edit.value
    return replace(met, code=code, place=(winner.id, cell.name), result=value, has_result=True)


def _fits(conflict: Stored, subject: Stored, value: Value) -> bool:
    match conflict.cells["conflict_kind"]:
        case "value":
            return fits_cell(RECORD_TYPES[subject.kind].cells[str(conflict.cells["cell"])], value)
        case "removal":
            return isinstance(value, bool)
        case _:
            return True


def _decide(known: Overlay, author: Author, subject: Stored, conflict: Stored, edit: Resolve) -> Outcome:
    place = (subject.id, str(conflict.cells["cell"]))
    if not is_open(conflict) and not has_gone(conflict):
        outcome = _decide_after(known, author, subject, conflict, edit)
        if outcome is not None:
            return replace(outcome, place=place)
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
    if "loser" in _decided(conflict):  # of two records that were merged and split the story is kept
        known.write(close(conflict, author, edit, edit.value, choice=edit.choice))
    else:
        decided: Value = decision(author, edit, edit.value, edit.choice)
        known.write(with_cells(conflict, author, edit.n, {"progress": RESOLVED, "decided": decided}))
    return replace(OK, place=place)


def _decide_after(
    known: Overlay, author: Author, subject: Stored, conflict: Stored, edit: Resolve
) -> Outcome | None:
    """Somebody was first: the same choice agrees, another one opens the conflict again.

    None where the author's own replica was first, and nobody has said anything since: it may think again.
    """
    decided, cell = _decided(conflict), str(conflict.cells["cell"])
    mine = side_of(author, NO_CHAIN, edit.n, edit.value, edit.at)
    is_first = decided.get("replica") == author.replica
    if conflict.cells["conflict_kind"] not in (BY_VALUE, BY_REMOVAL):
        if (decided.get("value"), decided.get("choice")) == (edit.value, edit.choice):
            return SAME
        return None if is_first else _reopened(known, author, conflict, mine)
    stamp, is_disputed = subject.vers[cell], open_conflict(known, subject, cell) is not None
    is_own = stamp.replica == author.replica and not stamp.also
    if decided.get("value") == edit.value and not is_disputed:
        if is_own and standing_value(subject, cell) != edit.value:
            return None
        if (stamp.replica, stamp.n) == (decided.get("replica"), decided.get("n")):
            agree(known, subject, cell, mine)
        return SAME
    if is_own and is_first and stamp.n == decided.get("n") and not is_disputed:
        return None
    again = Dispute(holders(known, subject, cell, author), mine, under=conflict.id)
    return Outcome(VerdictCode.CONFLICT, keep_standing(known, subject, cell, again))


def _reopened(known: Overlay, author: Author, conflict: Stored, mine: Side) -> Outcome:
    """Two decided differently about what writes no cell: both decisions are sides now."""
    decided = _decided(conflict)
    first: dict[str, Value] = {**decided, "v": conflict.seq, "base": NO_CHAIN}
    found: dict[str, Value] = {str(decided["replica"]): first, mine.replica: mine.as_value()}
    sides: dict[str, Value] = {**sides_in(conflict), **found}
    cells: dict[str, Value] = {"progress": OPEN, "sides": sides, "decided": None}
    known.write(with_cells(conflict, author, mine.n, cells))
    return Outcome(VerdictCode.CONFLICT, conflict.id)


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


def _decided(conflict: Stored) -> dict[str, Value]:
    held = conflict.cells.get("decided")
    return held if isinstance(held, dict) else {}
