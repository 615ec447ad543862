"""Removing, bringing back and moving whole records. Edits beat removals, visibly."""

import msgspec

from gridcore.fields import ScopeKind, Value
from gridcore.ids import RecordId, ScopeId
from gridcore.permissions import STAFF_SCOPE, deciding_scope, sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.sync.disputes import (
    BY_TWIN,
    CONFLICT,
    PROPOSAL,
    Dispute,
    Side,
    agree,
    dispute,
    holders,
    joined,
    keep_standing,
    open_conflict,
    side_before,
    side_of,
    stamps_of_sides,
)
from gridcore.sync.edits import Edit, Remove, Restore
from gridcore.sync.known import Author, Overlay, parent_of
from gridcore.sync.outcomes import OK, SAME, Outcome, invalid, parked
from gridcore.sync.stored import FRESH, WHOLE, RecordState, Stamp, Stored, is_own_work, placed
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import OPEN

MOST_MOVED = 2_000
"""Records that one move takes along; a larger family is moved by the server's own command."""


def take_removal(known: Overlay, author: Author, stored: Stored, edit: Remove) -> Outcome:
    """Remove a record that nobody else changed since it was seen; otherwise a person decides."""
    if not author.past.is_base_known(edit.base, known.seq_before(stored.id)):
        return invalid("base_unknown")
    mine = side_of(author, edit.base, edit.n, True, edit.at)
    if stored.state is RecordState.REMOVED:
        agree(known, stored, WHOLE, mine)
        return SAME
    foreign = _changed_since(known, stored, author, edit.base)
    if foreign is not None:
        stays = side_before(known, foreign, False)
        return Outcome(VerdictCode.CONFLICT, keep_standing(known, stored, WHOLE, Dispute([stays], mine)))
    _put(known, stored, RecordState.REMOVED, mine)
    return OK


def take_restore(known: Overlay, author: Author, stored: Stored, edit: Restore) -> Outcome:
    """Bring a removed record back."""
    if stored.state is RecordState.PRESENT:
        return SAME
    base = known.seq_before(stored.id)
    _put(known, stored, RecordState.PRESENT, side_of(author, base, edit.n, False, edit.at))
    return OK


def revive(known: Overlay, author: Author, stored: Stored, edit: Edit, base: int) -> RecordId | None:
    """An edit reached a removed record: it comes back and a person decides whether it stays.

    Nobody is asked where the author's own replica had removed it.
    """
    if stored.state is RecordState.PRESENT:
        return None
    stamp = stored.vers[WHOLE]
    mine = side_of(author, base, edit.n, False, edit.at)
    if _is_removed_by(author, stored):
        _put(known, stored, RecordState.PRESENT, mine)
        return None
    removers = holders(known, stored, WHOLE, author)
    here = Stamp(FRESH, author.replica, edit.n, base, stamp.conflict)
    vers = {**stored.vers, WHOLE: here}
    back = msgspec.structs.replace(stored, seq=FRESH, state=RecordState.PRESENT, vers=vers)
    return dispute(known, back, WHOLE, Dispute(removers, mine, standing=mine.replica))


def revive_above(known: Overlay, author: Author, stored: Stored, edit: Edit) -> RecordId | None:
    """A new record hangs on removed ones: they are back, and one of them is what its author hears of.

    What the author's own replica removed stays removed: it knew.
    """
    asked = None
    parent = parent_of(stored)
    if known.is_calm(parent):
        return None
    while parent is not None and (above := known.record(parent)) is not None:
        if not _is_removed_by(author, above):
            asked = revive(known, author, above, edit, 0) or asked
        parent = parent_of(above)
    return asked


def _is_removed_by(author: Author, stored: Stored) -> bool:
    stamp = stored.vers.get(WHOLE)
    alone = stamp is not None and not stamp.also and stamp.base >= 0
    return stamp is not None and alone and stamp.replica == author.replica


def take_move(known: Overlay, author: Author, stored: Stored, scope: ScopeId) -> Outcome | None:
    """Move a record and what hangs on it; None for a scope that the author lacks: that is proposed."""
    movable = RECORD_TYPES[stored.kind].scope is ScopeKind.GRID
    if not movable or not scope.startswith(f"{ScopeKind.GRID}/"):
        return invalid("not_movable")
    if stored.scope == scope:
        return SAME
    return move(known, stored, scope) if author.follows(scope) else None


def move(known: Overlay, stored: Stored, scope: ScopeId) -> Outcome:
    """Put a record, and all that hangs on it and lies beside it, into another scope."""
    family = [(stored, scope)]
    for each, place in family:
        children = [found for found in map(known.record, known.children(each.id)) if found is not None]
        family += [
            (child, _beside(child, place)) for child in children if child.scope == _beside(child, each.scope)
        ]
        if len(family) > MOST_MOVED:
            return parked("too_many_to_move")
    for each, place in family:
        known.write(_with_the_staff(placed(each, place)))
    return OK


def _beside(child: Stored, scope: ScopeId) -> ScopeId:
    """Where a record lies that hangs on one in this scope."""
    declared = RECORD_TYPES[child.kind]
    if declared.scope is ScopeKind.ABOUT:
        waits = child.kind == PROPOSAL and child.cells.get("progress") == OPEN
        return deciding_scope(scope) if waits else scope
    return sibling_scope(declared, scope)


def _with_the_staff(moved: Stored) -> Stored:
    """Two records that seem to be one lie in different scopes now: only the staff may know of both."""
    is_pair = moved.kind == CONFLICT and moved.cells.get("conflict_kind") == BY_TWIN
    is_proposed = moved.kind == PROPOSAL and moved.cells.get("cell") in ("merge", "unmerge")
    if not (is_pair or is_proposed):
        return moved
    cells = {name: _without_values(value) for name, value in moved.cells.items()} if is_pair else moved.cells
    return msgspec.structs.replace(moved, scope=STAFF_SCOPE, cells=cells)


def _without_values(told: Value) -> Value:
    """What one of the two says is not told to the staff of other grids; it stays with that record."""
    if not isinstance(told, dict):
        return told
    return {name: _without_values(value) for name, value in told.items() if name != "differs"}


def _put(known: Overlay, stored: Stored, state: RecordState, side: Side) -> None:
    """Remove a record or bring it back; in an open conflict about that, it is a side, and stands."""
    conflict = open_conflict(known, stored, WHOLE)
    stamp = Stamp(FRESH, side.replica, side.n, side.base, conflict.id if conflict is not None else None)
    known.write(msgspec.structs.replace(stored, seq=FRESH, state=state, vers={**stored.vers, WHOLE: stamp}))
    if conflict is not None:
        known.write(joined(conflict, side, side.replica))


def _changed_since(known: Overlay, stored: Stored, author: Author, base: int) -> Stamp | None:
    """The newest change by another replica since the record was seen, also one that is merged or disputed."""
    stamps = list(stored.vers.values())
    for held in stored.sets.values():
        stamps += [Stamp(each.v, each.replica, each.n, each.base, was=each.was) for each in held.values()]
    for cell in sorted(stored.vers.keys() - {WHOLE}):
        conflict = open_conflict(known, stored, cell)
        stamps += stamps_of_sides(conflict).values() if conflict is not None else []
    foreign = [
        each
        for each in stamps
        if not author.past.has_seen(each, base) and not is_own_work(author.replica, each)
    ]
    return max(foreign, key=lambda each: (each.v, each.n, each.replica), default=None)
