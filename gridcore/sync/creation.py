"""Deciding a new record: where it lies, who may make it, and what happens when its id is known already."""

from gridcore.fields import ABOUT, CASE, RecordType, Value
from gridcore.grid_plans import GRID_CHANGE
from gridcore.ids import ScopeId
from gridcore.permissions import Verb, may, said_by_server, sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.rules import broken_rule
from gridcore.shapes import fits_cell
from gridcore.sync import danger_receipts
from gridcore.sync.case_members import CASE_MEMBER, member_named
from gridcore.sync.cell_edits import take_cell
from gridcore.sync.dispute_receipts import REPORT, received
from gridcore.sync.disputes import end_doubt, note_breach, note_twin
from gridcore.sync.edits import Add, Create, Set
from gridcore.sync.erasing import erased
from gridcore.sync.known import Author, Overlay, ScopeFounded, parent_in, parent_of, reaches
from gridcore.sync.new_grids import GRID_KIND, take_building, take_grid, take_grid_change
from gridcore.sync.outcomes import ERASED, NOT_ALLOWED, NOT_HERE, OK, Outcome, invalid, parked, summed
from gridcore.sync.own_matters import made_anew, refused
from gridcore.sync.presence import revive, revive_above
from gridcore.sync.proposals import Wish, must_propose, propose
from gridcore.sync.step_words import has_step_words
from gridcore.sync.stored import FRESH, Element, RecordState, Stamp, Stored, elements_of
from gridcore.sync.twins import BUILDING, TOLD_APART
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES


def take_create(known: Overlay, author: Author, edit: Create) -> Outcome:
    """Decide a creation."""
    declared = RECORD_TYPES.get(edit.kind)
    if declared is None:
        return parked("unknown_kind")
    if not edit.cells.keys() <= declared.cells.keys():
        return parked("unknown_field")
    fits = all(fits_cell(declared.cells[name], value) for name, value in edit.cells.items())
    if declared.scope is ABOUT or not fits or not _begins_at_first(declared, edit):
        return invalid("value_does_not_fit")
    already = known.record(edit.id)
    if already is not None:
        return _meet_known(known, author, declared, already, edit)
    return _take_new(known, author, declared, edit)


def _begins_at_first(declared: RecordType, edit: Create) -> bool:
    """A machine begins in its first state; only steps leave it, and say what goes with them."""
    is_first = all(edit.cells.get(name, state) == state for name, state in _first_state(declared).items())
    return is_first and not has_step_words(declared.kind, edit.cells)


def _first_state(declared: RecordType) -> dict[str, Value]:
    name = declared.machine_cell
    return {} if name is None else {name: MACHINES[declared.fields[name].machine or ""].first}


def _take_new(known: Overlay, author: Author, declared: RecordType, edit: Create) -> Outcome:
    """A record with a new id, in the scope that its parent gives, else in the one that it names."""
    hangs_on = parent_in(edit.kind, edit.cells)
    if edit.parent is not None and hangs_on not in (None, edit.parent):
        return invalid("value_does_not_fit")
    named = edit.parent or hangs_on
    parent = known.record(named) if named is not None else None
    if declared.parent is None:
        scope = (
            edit.scope if edit.scope is not None and edit.scope.partition("/")[0] == declared.scope else None
        )
    elif author.is_system and edit.scope is not None and named is None:
        scope = edit.scope  # what comes from another community has no parent here yet
    elif parent is None or parent.kind != declared.fields[declared.parent].link:
        scope = None
    else:
        scope = sibling_scope(declared, parent.scope)
    if parent is not None and parent.state is RecordState.ERASED and author.knew(parent):
        return ERASED
    if scope is None:
        return NOT_HERE
    founds = declared.parent is None and scope == f"{CASE}/{edit.id}" and author.may_found(scope)
    if founds and not author.follows(scope):
        author = author.leading((scope,))
        known.effects.append(ScopeFounded(scope))
    if not (author.follows(scope) or author.hands_in(scope)):
        knew = author.has_left(scope) or (parent is not None and author.knew(parent))
        return parked("scope_left") if knew else NOT_HERE
    if not (author.is_system or may(author.roles(scope), edit.kind, Verb.CREATE)):
        return NOT_ALLOWED
    refused = _refused_place(known, author, edit, scope)
    if refused is not None:
        return refused
    return _make(known, author, declared, scope, edit)


def _refused_place(known: Overlay, author: Author, edit: Create, scope: ScopeId) -> Outcome | None:
    """Why somebody may not cut grids so, put a building there, or write what is somebody else's."""
    if edit.kind == GRID_KIND:
        return take_grid(known, author, edit)
    if edit.kind == GRID_CHANGE:
        return take_grid_change(known, author, edit)
    if edit.kind == BUILDING:
        return take_building(known, author, edit, scope)
    return refused(known, author, edit.kind, edit.id, edit.cells)


def _make(known: Overlay, author: Author, declared: RecordType, scope: ScopeId, edit: Create) -> Outcome:
    cells: dict[str, Value] = {}
    vers: dict[str, Stamp] = {}
    sets: dict[str, dict[str, Element]] = {}
    wishes: list[Wish] = []
    stamp = Stamp(FRESH, author.replica, edit.n, 0)
    for name, value in {**edit.cells, **_first_state(declared)}.items():
        cell = declared.cells[name]
        if cell.is_set:
            elements = sorted(elements_of(value))
            sets[name] = {each: Element(True, FRESH, author.replica, edit.n, 0) for each in elements}
            cells[name] = [*elements]
        elif must_propose(author, scope, cell):
            wishes.append(Wish(name, value, 0, edit.n, edit.at))
        else:
            cells[name], vers[name] = value, stamp
    stored = Stored(edit.id, edit.kind, scope, cells, vers, sets, FRESH)
    known.write(stored)
    if edit.kind == REPORT:
        received(known, author, stored, edit)
    if edit.kind in (danger_receipts.REPORT, danger_receipts.IN_CASE):
        danger_receipts.made(known, author, stored, edit)
    if edit.kind == CASE_MEMBER:
        known.effects.append(member_named(stored))
    outcome = OK
    for wish in wishes:
        outcome = propose(known, author, stored, wish)
    revived = revive_above(known, author, stored, edit)
    if revived is not None:
        outcome = Outcome(VerdictCode.CONFLICT, revived)
    return _with_doubts(known, author, stored, edit, outcome)


def _with_doubts(known: Overlay, author: Author, stored: Stored, edit: Create, outcome: Outcome) -> Outcome:
    """A new record that breaks a rule, or looks like somebody who is there already, stays and is shown."""
    broken = broken_rule(stored.kind, stored.cells)
    if broken is not None:
        outcome = Outcome(VerdictCode.CONFLICT, note_breach(known, author, stored, broken, edit.n))
    if stored.kind == TOLD_APART:
        end_doubt(known, author, stored, edit)
    twin = known.twin(stored) if stored.kind != BUILDING else None
    opened = note_twin(known, author, stored, twin) if twin is not None else None
    return outcome if opened is None else Outcome(VerdictCode.DUPLICATE, opened)


def _meet_known(
    known: Overlay, author: Author, declared: RecordType, already: Stored, edit: Create
) -> Outcome:
    """The same id made twice (from plan and period, by an import): each cell meets as an edit with base 0."""
    if already.state is RecordState.ERASED:
        return erased(author, already)
    if already.kind != edit.kind:
        return NOT_HERE
    blind = not reaches(author, already)
    if blind and not _hands_in_the_same(author, already, edit):
        return parked("scope_left") if author.knew(already) else NOT_HERE
    if not (author.is_system or may(author.roles(already.scope), edit.kind, Verb.CREATE)):
        return NOT_ALLOWED
    cells = {name: edit.cells[name] for name in edit.cells.keys() - said_by_server(edit.kind)}
    others = made_anew(known, author, already, cells)
    if others is not None:
        return others
    revived = revive(known, author, already, edit, 0)
    met: dict[str, Outcome] = {}
    for name, value in sorted(cells.items()):
        if name == declared.machine_cell:
            continue
        changes: list[Set | Add] = [Set(edit.n, edit.grp, edit.id, name, value, 0, edit.at)]
        if declared.cells[name].is_set:
            elements = sorted(elements_of(value))
            changes = [Add(edit.n, edit.grp, edit.id, name, each, 0, edit.at) for each in elements]
        for change in changes:
            stored = known.record(edit.id) or already
            met[name] = take_cell(known, author, stored, declared.cells[name], change)
    if revived is not None:
        met[""] = Outcome(VerdictCode.CONFLICT, revived)
    return summed(met) if author.follows(already.scope) else OK


def _hands_in_the_same(author: Author, already: Stored, edit: Create) -> bool:
    """Two laptops hand in one paper of a person (an import makes its id); neither is told what is known.

    What hangs on nothing is its author's alone: nobody else finds out what it says by saying the same.
    """
    about = parent_in(edit.kind, edit.cells)
    return about is not None and about == parent_of(already) and author.hands_in(already.scope)
