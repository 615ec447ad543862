"""Removing, bringing back and moving whole records. Edits beat removals, visibly."""

import msgspec

from gridcore.fields import ScopeKind
from gridcore.ids import RecordId, ScopeId
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.sync.disputes import Side, dispute, side_of
from gridcore.sync.edits import Edit, Move, Remove, Restore
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import OK, SAME, Outcome, invalid, parked
from gridcore.sync.proposals import SCOPE, propose
from gridcore.sync.stored import FRESH, WHOLE, RecordState, Stamp, Stored
from gridcore.sync.verdicts import VerdictCode

MOST_MOVED = 2_000
"""Records that one move takes along; a larger family is moved by the server's own command."""


def take_removal(known: Overlay, author: Author, stored: Stored, edit: Remove) -> Outcome:
    """Remove a record that nobody else changed since it was seen; otherwise a person decides."""
    if stored.state is RecordState.REMOVED:
        return SAME
    foreign = _changed_since(stored, author, edit.base)
    if foreign is not None:
        other = Side(foreign.replica, foreign.base, foreign.v, foreign.n, False, "")
        mine = side_of(author, edit.base, edit.n, True, edit.at)
        opened = dispute(known, stored, WHOLE, (other, mine), foreign.replica, None)
        return Outcome(VerdictCode.CONFLICT, opened)
    known.write(_present(stored, RecordState.REMOVED, Stamp(FRESH, author.replica, edit.n, edit.base)))
    return OK


def take_restore(known: Overlay, author: Author, stored: Stored, edit: Restore) -> Outcome:
    """Bring a removed record back."""
    if stored.state is RecordState.PRESENT:
        return SAME
    known.write(_present(stored, RecordState.PRESENT, Stamp(FRESH, author.replica, edit.n, stored.seq)))
    return OK


def revive(known: Overlay, author: Author, stored: Stored, edit: Edit, base: int) -> RecordId:
    """An edit reached a removed record: it comes back and a person decides whether it stays."""
    stamp = stored.vers.get(WHOLE) or Stamp(stored.seq, author.replica, edit.n, base)
    back = _present(stored, RecordState.PRESENT, stamp)
    known.write(back)
    remover = Side(stamp.replica, stamp.base, stamp.v, stamp.n, True, "")
    mine = side_of(author, base, edit.n, False, edit.at)
    sides = (None if stamp.replica == author.replica else remover, mine)
    return dispute(known, back, WHOLE, sides, author.replica, None)


def take_move(known: Overlay, author: Author, stored: Stored, edit: Move) -> Outcome:
    """Move a record and what hangs on it; into a scope that the author lacks it is proposed."""
    if RECORD_TYPES[stored.kind].scope is not ScopeKind.GRID or not edit.scope.startswith(
        f"{ScopeKind.GRID}/"
    ):
        return invalid("not_movable")
    if stored.scope == edit.scope:
        return SAME
    if not author.follows(edit.scope):
        return propose(known, author, stored, SCOPE, value=edit.scope, base=stored.seq, n=edit.n, at=edit.at)
    return move(known, stored, edit.scope)


def move(known: Overlay, stored: Stored, scope: ScopeId) -> Outcome:
    """Put a record and all that hangs on it into another scope."""
    family = [stored, *_descendants(known, stored)]
    if len(family) > MOST_MOVED:
        return parked("too_many_to_move")
    for each in family:
        place = scope if each is stored else sibling_scope(RECORD_TYPES[each.kind], scope)
        known.write(msgspec.structs.replace(each, scope=place, seq=FRESH))
    return OK


def _descendants(known: Overlay, stored: Stored) -> list[Stored]:
    found: list[Stored] = []
    waiting = list(known.children(stored.id))
    while waiting and len(found) <= MOST_MOVED:
        child = known.record(waiting.pop())
        if child is not None:
            found.append(child)
            waiting += known.children(child.id)
    return found


def _present(stored: Stored, state: RecordState, stamp: Stamp) -> Stored:
    return msgspec.structs.replace(stored, seq=FRESH, state=state, vers={**stored.vers, WHOLE: stamp})


def _changed_since(stored: Stored, author: Author, base: int) -> Stamp | None:
    """The newest stamp of another replica that is newer than what was seen."""
    elements = [
        Stamp(each.v, each.replica, each.n, each.base)
        for held in stored.sets.values()
        for each in held.values()
    ]
    foreign = [
        each
        for each in (*stored.vers.values(), *elements)
        if each.v > base and each.replica != author.replica
    ]
    return max(foreign, key=lambda each: (each.v, each.n, each.replica), default=None)
