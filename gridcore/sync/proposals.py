"""Proposals: what a worker wants for a cell that only a supervisor changes, and how one is decided."""

from dataclasses import dataclass, replace

import msgspec

from gridcore.fields import PROPOSE, Cell, Merge, RecordType, ScopeKind, Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.permissions import STAFF_SCOPE, decided_scope, deciding_scope
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.shapes import moment_in
from gridcore.sync.cells import take_element, take_value
from gridcore.sync.disputes import PROPOSAL, as_number, new_record, side_of
from gridcore.sync.edits import Add, Drop, Set, Step
from gridcore.sync.erasing import ERASE, erase
from gridcore.sync.known import ApprovalWaits, Author, Overlay, parent_of
from gridcore.sync.merging import MERGE, UNMERGE, merge, unmerge
from gridcore.sync.moving_away import abroad, depart, moved_to
from gridcore.sync.outcomes import NOT_ALLOWED, Outcome, parked
from gridcore.sync.presence import move
from gridcore.sync.redirects import standing
from gridcore.sync.stored import NO_CHAIN, RecordState, Stored, placed
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES
from gridcore.workflows.decision import OPEN

SCOPE = "scope"
"""The cell name of a proposed move."""
ADD, DROP = "add", "drop"
"""What is proposed for a set: {add: element} or {drop: element}, each in a proposal of its own."""


@dataclass(frozen=True)
class Wish:
    """What somebody proposes for a cell, and the approval that protects the cell, if one does."""

    cell: str
    value: Value
    base: int
    n: int
    at: str
    approval: str = ""

    @property
    def key(self) -> str:
        """What one open proposal of a replica is about: a cell, or one element of a set."""
        if isinstance(self.value, dict) and self.value.keys() <= {ADD, DROP}:
            return f"{self.cell}:{next(iter(self.value.values()))}"
        return self.cell


def protecting(declared: RecordType, stored: Stored, cell: Cell) -> str:
    """The approval that closes this cell now; empty where nothing does."""
    name = declared.machine_cell
    machine = declared.fields[name].machine if name is not None else None
    if name is None or machine is None:
        return ""
    rules = MACHINES[machine]
    return machine if cell.name in rules.covers and stored.cells.get(name) in rules.closed else ""


def must_propose(author: Author, scope: ScopeId, cell: Cell) -> bool:
    """Whether the cell's own rule keeps this author from writing it."""
    return cell.merge is PROPOSE and not author.is_system and Role.SUPERVISOR not in author.roles(scope)


def propose(
    known: Overlay, author: Author, stored: Stored, wish: Wish, *, beside: ScopeId | None = None
) -> Outcome:
    """Open a proposal, or put the value into this replica's open one.

    Where it speaks of a record in another scope (`beside`) as well, it lies with the staff.
    """
    record = _own_open(known, author, stored.id, wish.key)
    if known.record(record) is None:
        note_waiting(known, stored.scope, record, waits=True)
    cells: dict[str, Value] = {
        "subject": stored.id,
        "subject_kind": stored.kind,
        "under": parent_of(stored),
        "cell": wish.cell,
        "base": wish.base,
        "before": stored.cells.get(wish.cell),
        "value": wish.value,
        "replica": author.replica,
        "user": author.user,
        "author": author.name,
        "proposed_at": moment_in(wish.at),
        "approval": wish.approval,
        "progress": OPEN,
    }
    side = side_of(author, NO_CHAIN, wish.n, wish.value, wish.at)
    made, place = new_record(record, PROPOSAL, stored, cells, side), deciding_scope(stored.scope)
    if beside not in (None, stored.scope):
        place = STAFF_SCOPE
    known.write(msgspec.structs.replace(made, scope=place))
    return Outcome(VerdictCode.PROPOSED, record if place != STAFF_SCOPE or author.follows(place) else None)


def _own_open(known: Overlay, author: Author, subject: RecordId, key: str) -> RecordId:
    """This replica's open proposal for a cell, or the first id that is free for one."""
    count = 0
    while True:
        record = derived_id(PROPOSAL, subject, key, author.replica, str(count))
        found = known.record(record)
        if found is None or found.cells.get("progress") == OPEN:
            return record
        count += 1


def note_waiting(known: Overlay, scope: ScopeId, record: RecordId, *, waits: bool) -> None:
    """Tell that a supervisor is needed in a case, which supervisors do not follow otherwise, or no more."""
    if scope.startswith(f"{ScopeKind.CASE}/"):
        known.effects.append(ApprovalWaits(scope, record, waits))


def put_back(known: Overlay, decided: Stored) -> None:
    """A decided proposal lies with what it is about, and leaves those who were only asked."""
    place = decided_scope(decided.scope)
    if place != decided.scope:
        known.write(placed(decided, place))


def carry_out(known: Overlay, author: Author, proposal: Stored, edit: Step) -> Outcome:
    """What accepting a proposal does: its value meets the cell with its own base, as its proposer's.

    In a clash the standing value is kept and the conflict is shown.
    """
    about = RecordId(str(proposal.cells["subject"]))
    name, value = str(proposal.cells["cell"]), proposal.cells["value"]
    if name in (MERGE, UNMERGE, ERASE):
        return _carry_out_whole(known, author, about, proposal, edit)
    subject = known.record(standing(known, about))
    if subject is None or subject.state is not RecordState.PRESENT:
        return parked("subject_gone")
    if not author.follows(subject.scope) and subject.id != about:
        return NOT_ALLOWED
    if name == SCOPE:
        place = ScopeId(str(value))
        to = abroad(known, author, place)
        if to is not None:
            return depart(known, author, subject, to, edit.n)
        return move(known, subject, place) if author.follows(place) else NOT_ALLOWED
    wish = proposal.vers["value"]
    proposer = replace(author, replica=wish.replica, name=str(proposal.cells["author"]))
    base = as_number(proposal.cells["base"]) if subject.id == about else 0
    cell = RECORD_TYPES[subject.kind].cells[name]
    if cell.is_set and isinstance(value, dict):
        verb, element = next(iter(value.items()))
        change = Add if verb == ADD else Drop
        arriving = change(wish.n, edit.grp, subject.id, name, str(element), base, edit.at)
        outcome = take_element(known, proposer, subject, cell, arriving)
    else:
        kept = replace(cell, merge=Merge.ASK_KEEP)
        outcome = take_value(
            known, proposer, subject, kept, Set(wish.n, edit.grp, subject.id, name, value, base, edit.at)
        )
    return replace(outcome, result=value, has_result=True, place=(subject.id, name))


def _carry_out_whole(
    known: Overlay, author: Author, about: RecordId, proposal: Stored, edit: Step
) -> Outcome:
    """Two records become one or two again, or a record goes for ever."""
    subject, name = known.record(about), proposal.cells["cell"]
    named = RecordId(str(proposal.cells["value"])) if name == MERGE else about
    other = known.record(standing(known, named))
    if subject is None or other is None or other.state is RecordState.ERASED:
        return parked("subject_gone")
    if name == ERASE:
        return erase(known, subject)
    if moved_to(subject) is not None or moved_to(other) is not None:
        return parked("subject_gone")
    if name == UNMERGE:
        return unmerge(known, author, subject, edit)
    if not (author.follows(subject.scope) and author.follows(other.scope)):
        return NOT_ALLOWED
    return merge(known, author, subject.id, other.id, edit)
