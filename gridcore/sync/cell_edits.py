"""Deciding an edit of one cell: its meaning, its author's right, what is protected, and then the meeting."""

from dataclasses import replace

from gridcore.fields import Cell, RecordType
from gridcore.permissions import Verb, may, may_edit_cell, sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.rules import broken_rule
from gridcore.shapes import fits_cell, fits_element
from gridcore.sync.case_members import CASE_MEMBER, member_named
from gridcore.sync.case_steps import lacking
from gridcore.sync.cells import take_element, take_value
from gridcore.sync.disputes import PROPOSAL, note_breach, note_twin
from gridcore.sync.edits import Add, CellEdit, Drop, Set, Step, Text
from gridcore.sync.known import Author, Overlay, parent_of
from gridcore.sync.numbers import follow_tail
from gridcore.sync.outcomes import NOT_ALLOWED, OK, Outcome, invalid, parked
from gridcore.sync.own_matters import refused_change, refused_element
from gridcore.sync.presence import move, revive
from gridcore.sync.proposals import (
    ADD,
    DROP,
    Wish,
    carry_out,
    must_propose,
    note_waiting,
    propose,
    protecting,
    put_back,
)
from gridcore.sync.rights import REQUEST, grant
from gridcore.sync.steps import take_step
from gridcore.sync.stored import Stored
from gridcore.sync.twins import COMPARED
from gridcore.sync.verdicts import NOT_APPLIED, VerdictCode
from gridcore.workflows.decision import ACCEPTED
from gridcore.workflows.rights import GRANTED

ValueEdit = Set | Text | Add | Drop


def take_cell_edit(known: Overlay, author: Author, stored: Stored, edit: CellEdit) -> Outcome:
    """Decide an edit of one cell of a record that its author reaches."""
    declared = RECORD_TYPES[stored.kind]
    cell = declared.cells.get(edit.cell)
    if cell is None:
        return parked("unknown_field")
    problem = _misfit(known, author, stored, cell, edit)
    if problem is not None:
        return problem
    if isinstance(edit, Step):
        return _take_step(known, author, stored, cell, edit)
    if not _may_write(author, stored, cell):
        return NOT_ALLOWED
    outcome = take_cell(known, author, stored, cell, edit)
    is_told = author.follows(stored.scope) or outcome.code in NOT_APPLIED
    return outcome if is_told else OK


def take_cell(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: ValueEdit) -> Outcome:
    """Decide a value, or an element, that fits its cell and that its author may write."""
    declared = RECORD_TYPES[stored.kind]
    if isinstance(edit, Set | Text):
        others = refused_change(known, author, stored, cell.name, edit.value)
    else:
        others = refused_element(author, stored, edit)
    if others is not None:
        return others
    gated = _gate(known, author, stored, declared, cell, edit)
    if gated is not None:
        return gated
    revived = revive(known, author, stored, edit, edit.base)
    present = known.record(stored.id) or stored
    if isinstance(edit, Add | Drop):
        outcome = take_element(known, author, present, cell, edit)
    else:
        outcome = take_value(known, author, present, cell, edit)
    outcome = with_consequences(known, author, stored, cell, edit.n, outcome)
    return outcome if revived is None else replace(outcome, code=VerdictCode.CONFLICT, extra=revived)


def _misfit(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: CellEdit) -> Outcome | None:
    """What makes an edit meaningless: a wrong verb, a value of the wrong shape, a base of the future."""
    if not author.past.is_base_known(edit.base, known.seq_before(stored.id)):
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
    """Whoever may edit the cell; and who handed a record in, which tells nobody whether somebody else did."""
    roles = author.roles(stored.scope)
    if author.is_system or may_edit_cell(roles, stored.kind, cell.name):
        return True
    return not author.follows(stored.scope) and may(roles, stored.kind, Verb.CREATE)


def _gate(
    known: Overlay, author: Author, stored: Stored, declared: RecordType, cell: Cell, edit: ValueEdit
) -> Outcome | None:
    """A cell that only a supervisor changes, or that an approval has closed, takes a proposal instead."""
    approval = protecting(declared, stored, cell)
    if author.is_system or not (approval or must_propose(author, stored.scope, cell)):
        return None
    if isinstance(edit, Add | Drop):
        verb = ADD if isinstance(edit, Add) else DROP
        wish = Wish(cell.name, {verb: edit.element}, edit.base, edit.n, edit.at, approval)
    else:
        wish = Wish(cell.name, edit.value, edit.base, edit.n, edit.at, approval)
    return propose(known, author, stored, wish)


def _take_step(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Step) -> Outcome:
    """A step, and what it leads to, are done together or not at all."""
    trial = Overlay(known)
    revived = revive(trial, author, stored, edit, edit.base)
    outcome = take_step(trial, author, trial.record(stored.id) or stored, cell, edit)
    lacks = lacking(trial, author, stored, edit) if outcome is OK else None
    if outcome is not OK or lacks is not None:
        return lacks or outcome
    if stored.kind == PROPOSAL:
        note_waiting(trial, stored.scope, stored.id, waits=False)
        if edit.to == ACCEPTED:
            outcome = _carried_out(trial, author, stored, edit, carry_out(trial, author, stored, edit))
        put_back(trial, trial.record(stored.id) or stored)
    if stored.kind == REQUEST and edit.to == GRANTED:
        outcome = _carried_out(trial, author, stored, edit, grant(trial, author, stored, edit))
    if outcome.code is VerdictCode.PARKED or outcome is NOT_ALLOWED:
        return outcome
    known.adopt(trial)
    if outcome.code in (VerdictCode.CONFLICT, VerdictCode.DUPLICATE):
        return outcome
    if revived is not None:
        return Outcome(VerdictCode.CONFLICT, revived)
    return replace(outcome, code=VerdictCode.OK, extra=None)


def _carried_out(known: Overlay, author: Author, proposal: Stored, edit: Step, outcome: Outcome) -> Outcome:
    """What the value of an accepted proposal, or of a granted request, brings about."""
    subject = known.record(outcome.place[0]) if outcome.place is not None else None
    if subject is None:
        return outcome
    cell = RECORD_TYPES[subject.kind].cells[str(proposal.cells["cell"])]
    return with_consequences(known, author, subject, cell, edit.n, outcome)


def with_consequences(
    known: Overlay, author: Author, stored: Stored, cell: Cell, n: int, outcome: Outcome
) -> Outcome:
    """What an applied value brings about: its record moves with a new parent, doubts become visible."""
    follow_tail(known, author, stored, cell.name, n)
    present = known.record(stored.id) or stored
    if outcome.code not in (VerdictCode.OK, VerdictCode.MERGED):
        return outcome
    declared = RECORD_TYPES[present.kind]
    if declared.parent is not None and declared.fields[declared.parent].cell == cell.name:
        present = _beside_parent(known, author, declared, present)
    if present.kind == CASE_MEMBER:
        known.effects.append(member_named(present))
    broken = broken_rule(present.kind, present.cells, cell.name)
    if broken is not None:
        opened = note_breach(known, author, present, broken, n)
        outcome = replace(outcome, code=VerdictCode.CONFLICT, extra=opened)
    compared = cell.name in COMPARED.get(present.kind, ())
    twin = known.twin(present) if compared else None
    opened_twin = note_twin(known, author, present, twin) if twin is not None else None
    if opened_twin is not None:
        outcome = replace(outcome, code=VerdictCode.DUPLICATE, extra=opened_twin)
    return outcome


def _beside_parent(known: Overlay, author: Author, declared: RecordType, stored: Stored) -> Stored:
    """A record that was hung on another parent lies beside that one from now on."""
    above = parent_of(stored)
    parent = known.record(above) if above is not None else None
    place = sibling_scope(declared, parent.scope) if parent is not None else stored.scope
    if place != stored.scope and (author.follows(place) or author.hands_in(place)):
        move(known, stored, place)
    return known.record(stored.id) or stored
