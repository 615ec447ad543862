"""Two records turn out to be one: what hangs on the loser goes to the winner, and back if that is undone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from gridcore.fields import ABOUT, Cell, Merge, Value
from gridcore.ids import RecordId, conflict_id
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.sync.cells import ruled
from gridcore.sync.disputes import (
    DIFFERENT,
    ONE,
    close,
    joined,
    note_twin,
    open_conflict,
    side_of,
    twin_note,
)
from gridcore.sync.edits import Edit
from gridcore.sync.known import Author, Overlay, links_in, parent_of
from gridcore.sync.outcomes import OK, SAME, Outcome, parked
from gridcore.sync.presence import MOST_MOVED, move, revive
from gridcore.sync.redirects import Merged, Moved, merged_of, path_from, standing
from gridcore.sync.stored import (
    BY_MERGING,
    FRESH,
    NO_CHAIN,
    WHOLE,
    Element,
    RecordState,
    Stamp,
    Stored,
    elements_of,
    with_elements,
    written,
)
from gridcore.sync.twins import COMPARED, Twin
from gridcore.sync.verdicts import VerdictCode

MERGE, UNMERGE = "merge", "unmerge"
"""The cell names of a proposed merge, and of a proposal to undo one."""
_BY_RULE = frozenset({Merge.MAX, Merge.MIN, Merge.ANY})


@dataclass(frozen=True)
class Deed:
    """Who merges or undoes it, by which edit."""

    author: Author
    edit: Edit

    @property
    def stamp(self) -> Stamp:
        """Ends every older chain of the cell that it is put on."""
        return Stamp(FRESH, self.author.replica, self.edit.n, BY_MERGING)


def merge(known: Overlay, author: Author, loser: RecordId, winner: RecordId, edit: Edit) -> Outcome:
    """Merge one record into another, whatever both were merged into meanwhile.

    A loser that went to somebody else meanwhile does not take that one along: nobody compared the two that
    stand now, so they are shown as duplicates.
    """
    into, deed = standing(known, winner), Deed(author, edit)
    if standing(known, loser) == into:
        return SAME
    if standing(known, loser) != loser:
        return _show_both(known, author, standing(known, loser), into)
    trial = Overlay(known)
    kept = _held(trial, into)
    revived = revive(trial, author, kept, edit, known.seq_before(into))
    moved = _rehang(trial, deed, loser, into)
    if moved is None:
        return parked("too_many_to_move")
    filled = _fill(trial, deed, _held(trial, loser), _held(trial, into))
    note = twin_note(trial, author, _held(trial, loser), _held(trial, into))
    merged = Merged(into, author.replica, edit.n, note.id, tuple(moved), filled)
    _take_away(trial, deed, _held(trial, loser), merged)
    trial.write(close(note, author, edit, ONE, **_told(trial, loser, into, note)))
    _close_twins_below(trial, deed, moved, into)
    known.adopt(trial)
    return OK if revived is None else Outcome(VerdictCode.CONFLICT, revived)


def unmerge(known: Overlay, author: Author, loser: Stored, edit: Edit) -> Outcome:
    """Bring a merged record back with what went from it, unless somebody has hung that elsewhere since."""
    merged = merged_of(loser)
    if merged is None:
        return SAME
    trial, deed = Overlay(known), Deed(author, edit)
    path = path_from(known, loser.id)
    cells = {name: value for name, value in loser.cells.items() if name != WHOLE}
    vers = {**loser.vers, WHOLE: deed.stamp}
    back = msgspec.structs.replace(loser, seq=FRESH, state=RecordState.PRESENT, cells=cells, vers=vers)
    trial.write(back)
    for each in merged.moved:
        if not _give_back(trial, deed, back, each, path):
            return parked("too_many_to_move")
    _empty_again(trial, deed, merged)
    note = _held(trial, merged.note)
    trial.write(close(note, author, edit, DIFFERENT, winner=merged.winner, loser=loser.id))
    known.adopt(trial)
    return OK


def _held(known: Overlay, record: RecordId) -> Stored:
    """A record that is there: who erases one of a merged pair erases what points to it."""
    held = known.record(record)
    assert held is not None, "no record is ever deleted"
    return held


def _show_both(known: Overlay, author: Author, one: RecordId, other: RecordId) -> Outcome:
    opened = note_twin(known, author, _held(known, one), Twin(other, MERGE))
    return Outcome(VerdictCode.DUPLICATE, opened)


# what hangs on the loser


def _links_to(known: Overlay, record: RecordId) -> Iterator[tuple[Stored, str]]:
    """The records that name this one, each with the cell that does; conflicts and proposals stay."""
    for each in sorted({*known.children(record), *known.linked(record)}):
        held = _held(known, each)
        if RECORD_TYPES[held.kind].scope is not ABOUT:
            for cell in sorted(links_in(held.kind)):
                if held.cells.get(cell) == record:
                    yield held, cell


def _rehang(known: Overlay, deed: Deed, loser: RecordId, winner: RecordId) -> list[Moved] | None:
    """Everything that names the loser names the winner; None where that is too much for one go."""
    found = list(_links_to(known, loser))
    if len(found) > MOST_MOVED:
        return None
    moved = []
    for held, cell in found:
        before = held.vers[cell]
        base = BY_MERGING if before.base == BY_MERGING else NO_CHAIN
        moved.append(Moved(held.id, cell, before.replica, before.n, base))
        if not _put_link(known, deed, (held.id, cell), _held(known, winner), deed.stamp):
            return None
    return moved


def _put_link(known: Overlay, deed: Deed, at: tuple[RecordId, str], target: Stored, stamp: Stamp) -> bool:
    """Write a link; in an open conflict it is a side, and stands. A record lies beside its parent."""
    record, cell = at
    held = _held(known, record)
    conflict = open_conflict(known, held, cell)
    if conflict is not None:
        side = side_of(deed.author, NO_CHAIN, deed.edit.n, target.id, deed.edit.at)
        known.write(joined(conflict, side, side.replica))
        stamp = msgspec.structs.replace(deed.stamp, conflict=conflict.id)
    known.write(written(held, cell, target.id, stamp))
    declared = RECORD_TYPES[held.kind]
    if declared.parent != cell:
        return True
    place = sibling_scope(declared, target.scope)
    return held.scope == place or move(known, _held(known, record), place) == OK


def _give_back(known: Overlay, deed: Deed, loser: Stored, moved: Moved, path: Sequence[Merged]) -> bool:
    """Hang on the loser again what merges alone took away; its value is again theirs who wrote it."""
    held = known.record(moved.record)
    stamp = held.vers.get(moved.cell) if held is not None else None
    if held is None or stamp is None or stamp.also:
        return True
    mergers = {(each.replica, each.n) for each in path}
    is_theirs = stamp.base == BY_MERGING and (stamp.replica, stamp.n) in mergers
    if held.cells.get(moved.cell) != path[-1].winner or not is_theirs:
        return True
    former = Stamp(FRESH, moved.replica, moved.n, moved.base)
    return _put_link(known, deed, (moved.record, moved.cell), loser, former)


# what the loser says


def _fill(known: Overlay, deed: Deed, loser: Stored, winner: Stored) -> dict[str, Value]:
    """The winner gets what it lacks, and what goes by a rule goes by it; returns what was there before."""
    filled: dict[str, Value] = {}
    for name, cell in sorted(RECORD_TYPES[loser.kind].cells.items()):
        told, there = loser.cells.get(name), winner.cells.get(name)
        disputed = open_conflict(known, loser, name) or open_conflict(known, winner, name)
        if told in (None, "", []) or disputed is not None:
            continue
        if cell.is_set and isinstance(told, list):
            _join(known, deed, winner.id, cell, told)
            continue
        value = there
        if there in (None, ""):
            value = told
        elif cell.merge in _BY_RULE:
            value = ruled(cell.merge, there, told)
        if value != there:
            filled[name] = there
            known.write(written(_held(known, winner.id), name, value, deed.stamp))
    return filled


def _join(known: Overlay, deed: Deed, winner: RecordId, cell: Cell, elements: Sequence[Value]) -> None:
    held = _held(known, winner)
    there = held.sets.get(cell.name, {})
    new = sorted(str(each) for each in elements if str(each) not in elements_of(held.cells.get(cell.name)))
    made = Element(True, FRESH, deed.author.replica, deed.edit.n, BY_MERGING)
    if new:
        known.write(with_elements(held, cell.name, {**there, **dict.fromkeys(new, made)}))


def _empty_again(known: Overlay, deed: Deed, merged: Merged) -> None:
    """The winner gives up what the merge alone gave it."""
    winner = _held(known, merged.winner)
    for name, before in sorted((merged.filled or {}).items()):
        held, stamp = _held(known, winner.id), winner.vers.get(name)
        if stamp is not None and not stamp.also and _is_of(stamp, merged):
            known.write(written(held, name, before, deed.stamp))
    _drop_joined(known, merged)


def _is_of(stamp: Stamp | Element, merged: Merged) -> bool:
    """Whether a merge set the value, and nobody has said since that it is right."""
    return stamp.base == BY_MERGING and (stamp.replica, stamp.n) == (merged.replica, merged.n)


def _drop_joined(known: Overlay, merged: Merged) -> None:
    held = _held(known, merged.winner)
    for name, elements in sorted(held.sets.items()):
        gone = {
            each: msgspec.structs.replace(element, present=False, v=FRESH, base=NO_CHAIN)
            for each, element in elements.items()
            if element.present and _is_of(element, merged)
        }
        if gone:
            known.write(with_elements(_held(known, held.id), name, {**elements, **gone}))


def _take_away(known: Overlay, deed: Deed, loser: Stored, merged: Merged) -> None:
    """The loser is gone and points to the winner; whether it should be removed is asked no more."""
    conflict = open_conflict(known, loser, WHOLE)
    if conflict is not None:
        known.write(close(conflict, deed.author, deed.edit, True))
    cells = {**loser.cells, WHOLE: merged.as_value()}
    vers = {**loser.vers, WHOLE: deed.stamp}
    known.write(msgspec.structs.replace(loser, seq=FRESH, state=RecordState.REMOVED, cells=cells, vers=vers))


# what people are told


def _told(known: Overlay, loser: RecordId, winner: RecordId, note: Stored) -> dict[str, Value]:
    """Which record points where, and what the loser said otherwise; no values for the staff of all grids."""
    lost, kept = _held(known, loser), _held(known, winner)
    told: dict[str, Value] = {"winner": winner, "loser": loser}
    if note.scope != kept.scope:
        return told
    differs: dict[str, Value] = {
        name: value
        for name, value in lost.cells.items()
        if name != WHOLE and value not in (None, "", []) and not _contains(kept.cells.get(name), value)
    }
    return {**told, "differs": differs}


def _contains(there: Value, told: Value) -> bool:
    if isinstance(there, list) and isinstance(told, list):
        return all(each in there for each in told)
    return there == told


def _close_twins_below(known: Overlay, deed: Deed, moved: Sequence[Moved], winner: RecordId) -> None:
    """What hangs on one record now is no longer one thing twice, or is seen to be for the first time."""
    here = [each for each in known.children(winner) if _held(known, each).kind in COMPARED]
    for each in moved:
        held = _held(known, each.record)
        if held.kind not in COMPARED or parent_of(held) != winner:
            continue
        for other in here:
            first, second = sorted((each.record, other))
            found = known.record(conflict_id(first, second, 0))
            if held.kind == "resident_identity" and found is not None:
                known.write(close(found, deed.author, deed.edit, ONE))
        twin = known.twin(held)
        if twin is not None:
            note_twin(known, deed.author, held, twin)
