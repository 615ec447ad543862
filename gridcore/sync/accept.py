"""Deciding one edit on the server: pure, total, and the same for every caller."""

from typing import assert_never

from gridcore.fields import Cell, RecordType, Value
from gridcore.ids import RecordId
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.rules import broken_rule
from gridcore.shapes import fits_cell, fits_element
from gridcore.sync import proposals
from gridcore.sync.cells import take_element, take_value
from gridcore.sync.creation import take_create
from gridcore.sync.disputes import CONFLICT, note_breach
from gridcore.sync.edits import Add, Create, Drop, Edit, Move, Remove, Resolve, Restore, Set, Step, Text
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, NOT_HERE, OK, Outcome, invalid, parked
from gridcore.sync.presence import revive, take_move, take_removal, take_restore
from gridcore.sync.resolve import apply_proposal, take_resolve
from gridcore.sync.steps import take_step
from gridcore.sync.stored import RecordState, Stored
from gridcore.sync.verdicts import VerdictCode


def accept(known: Overlay, author: Author, edit: Edit) -> Outcome:
    """Decide an edit on the known records; what changes is written to `known`."""
    if isinstance(edit, Create):
        return take_create(known, author, edit)
    stored = known.record(edit.id)
    if stored is None or not _reaches(author, stored):
        former = stored is not None and stored.scope in author.former_scopes
        return parked("scope_left") if former else NOT_HERE
    if stored.state is RecordState.ERASED:
        return NOT_HERE
    declared = RECORD_TYPES[stored.kind]
    match edit:
        case Set() | Text() | Add() | Drop() | Step():
            return _take_cell(known, author, stored, declared, edit)
        case Remove():
            return (
                take_removal(known, author, stored, edit)
                if _may(author, stored, Verb.REMOVE)
                else NOT_ALLOWED
            )
        case Restore():
            return (
                take_restore(known, author, stored, edit)
                if _may(author, stored, Verb.REMOVE)
                else NOT_ALLOWED
            )
        case Move():
            return take_move(known, author, stored, edit) if _may(author, stored, Verb.EDIT) else NOT_ALLOWED
        case Resolve():
            return _take_resolve(known, author, stored, edit)
        case _:
            assert_never(edit)


def _reaches(author: Author, stored: Stored) -> bool:
    """What the author follows, and what the author handed in and has no verdict on yet."""
    return author.follows(stored.scope) or (
        author.hands_in(stored.scope) and any(author.is_own(each.replica) for each in stored.vers.values())
    )


def _may(author: Author, stored: Stored, verb: Verb) -> bool:
    return author.is_system or may(author.roles(stored.scope), stored.kind, verb)


def _take_cell(
    known: Overlay,
    author: Author,
    stored: Stored,
    declared: RecordType,
    edit: Set | Text | Add | Drop | Step,
) -> Outcome:
    cell = declared.cells.get(edit.cell)
    if cell is None:
        return parked("unknown_field")
    problem = _misfit(stored, cell, edit)
    if problem is not None:
        return problem
    if isinstance(edit, Step):
        outcome = take_step(known, author, stored, cell, edit)
        if outcome is OK and stored.kind == proposals.PROPOSAL:
            return apply_proposal(known, author, known.record(stored.id) or stored, edit)
        return outcome
    if not _may_write(author, stored, cell):
        return NOT_ALLOWED
    gated = _gate(known, author, stored, declared, cell, edit)
    if gated is not None:
        return gated
    revived = None
    if stored.state is RecordState.REMOVED:
        revived = revive(known, author, stored, edit, edit.base)
        stored = known.record(stored.id) or stored
    if isinstance(edit, Add | Drop):
        outcome = take_element(known, author, stored, cell, edit)
    else:
        outcome = take_value(known, author, stored, cell, edit)
    if revived is not None:
        return Outcome(VerdictCode.CONFLICT, revived)
    return _checked(known, author, stored.id, edit, outcome)


def _misfit(stored: Stored, cell: Cell, edit: Set | Text | Add | Drop | Step) -> Outcome | None:
    """What makes an edit meaningless: the wrong verb for the cell, a value of the wrong shape, a future base."""
    if edit.base > stored.seq or edit.base < 0:
        return invalid("base_unknown")
    is_state = cell.fields[0].machine is not None
    if isinstance(edit, Step) != is_state or isinstance(edit, Add | Drop) != cell.is_set:
        return invalid("wrong_verb")
    if isinstance(edit, Add | Drop):
        fits = fits_element(cell.fields[0], edit.element)
    else:
        fits = isinstance(edit, Step) or fits_cell(cell, edit.value)
    return None if fits else invalid("value_does_not_fit")


def _may_write(author: Author, stored: Stored, cell: Cell) -> bool:
    roles = author.roles(stored.scope)
    if author.is_system or may_edit_cell(roles, stored.kind, cell.name):
        return True
    stamp = stored.vers.get(cell.name)
    own = stamp is None or author.is_own(stamp.replica)
    return own and not author.follows(stored.scope) and may(roles, stored.kind, Verb.CREATE)


def _gate(
    known: Overlay,
    author: Author,
    stored: Stored,
    declared: RecordType,
    cell: Cell,
    edit: Set | Text | Add | Drop,
) -> Outcome | None:
    """A cell that only a supervisor changes, or that an approval has closed, takes a proposal instead."""
    machine_cell = declared.machine_cell
    machine = declared.fields[machine_cell].machine if machine_cell else None
    approval = proposals.protecting(cell, stored, machine_cell, machine)
    if author.is_system or (approval is None and not proposals.must_propose(author, stored, cell)):
        return None
    value: Value = {type(edit).__name__.lower(): edit.element} if isinstance(edit, Add | Drop) else edit.value
    return proposals.propose(
        known,
        author,
        stored,
        cell.name,
        value=value,
        base=edit.base,
        n=edit.n,
        at=edit.at,
        approval=approval or "",
    )


def _take_resolve(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    if conflict.kind != CONFLICT:
        return invalid("wrong_verb")
    roles = author.roles(conflict.scope)
    kind, cell = str(conflict.cells.get("subject_kind")), str(conflict.cells.get("cell"))
    if not (author.is_system or Role.SUPERVISOR in roles or may_edit_cell(roles, kind, cell)):
        return NOT_ALLOWED
    return take_resolve(known, author, conflict, edit)


def _checked(known: Overlay, author: Author, record: RecordId, edit: Edit, outcome: Outcome) -> Outcome:
    """Rules across cells run after the merge; a breach is made visible and the data stays."""
    stored = known.record(record)
    broken = broken_rule(stored.kind, stored.cells) if stored is not None else None
    if stored is None or broken is None or outcome.code not in (VerdictCode.OK, VerdictCode.MERGED):
        return outcome
    opened = note_breach(known, author, stored, broken, edit.n)
    return Outcome(VerdictCode.CONFLICT, opened, outcome.result, has_result=outcome.has_result)
