"""Deciding a new record: where it lies, who may make it, and what happens when its id is known already."""

from gridcore.fields import RecordType, ScopeKind, Value
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.permissions import Verb, may, sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.rules import broken_rule
from gridcore.shapes import fits_cell
from gridcore.sync import proposals
from gridcore.sync.cells import take_element, take_value
from gridcore.sync.disputes import note_breach, note_twin
from gridcore.sync.edits import Add, Create, Set
from gridcore.sync.known import Author, MemberNamed, Overlay, ScopeFounded, parent_in
from gridcore.sync.outcomes import NOT_ALLOWED, NOT_HERE, OK, SAME, Outcome, invalid, parked
from gridcore.sync.stored import FRESH, Element, RecordState, Stamp, Stored, elements_of
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES

_WRITTEN_BY_SERVER = frozenset({ScopeKind.ABOUT})


def take_create(known: Overlay, author: Author, edit: Create) -> Outcome:
    """Decide a creation."""
    declared = RECORD_TYPES.get(edit.kind)
    if declared is None:
        return parked("unknown_kind")
    if any(name not in declared.cells for name in edit.cells):
        return parked("unknown_field")
    misfit = declared.scope in _WRITTEN_BY_SERVER or not all(
        fits_cell(declared.cells[name], value) for name, value in edit.cells.items()
    )
    if misfit or not _begins_at_first(declared, edit):
        return invalid("value_does_not_fit")
    already = known.record(edit.id)
    if already is not None:
        return _meet_known(known, author, declared, already, edit)
    scope = _place(known, declared, edit)
    if scope is None or not _may_be_there(author, declared, scope, edit.id):
        return parked("scope_left") if scope in author.former_scopes else NOT_HERE
    if not (author.is_system or may(author.roles(scope), edit.kind, Verb.CREATE)):
        return NOT_ALLOWED
    return _make(known, author, declared, scope, edit)


def _begins_at_first(declared: RecordType, edit: Create) -> bool:
    """A machine begins in its first state; only steps leave it."""
    cell = declared.machine_cell
    if cell is None or cell not in edit.cells:
        return True
    machine = declared.fields[cell].machine
    return machine is not None and edit.cells[cell] == MACHINES[machine].first


def _place(known: Overlay, declared: RecordType, edit: Create) -> ScopeId | None:
    """The scope that the parent gives, else the one that the edit names if it is of the declared kind."""
    if declared.parent is not None:
        named = edit.parent or parent_in(edit.kind, edit.cells)
        parent = known.record(named) if named is not None else None
        if parent is None or parent.kind != declared.fields[declared.parent].link:
            return None
        return sibling_scope(declared, parent.scope)
    kind = edit.scope.partition("/")[0] if edit.scope is not None else None
    return edit.scope if kind == declared.scope else None


def _may_be_there(author: Author, declared: RecordType, scope: ScopeId, record: RecordId) -> bool:
    if author.follows(scope) or author.hands_in(scope):
        return True
    founds = declared.parent is None and scope == f"{ScopeKind.CASE}/{record}"
    return founds and author.may_found(scope)


def _make(known: Overlay, author: Author, declared: RecordType, scope: ScopeId, edit: Create) -> Outcome:
    cells: dict[str, Value] = {}
    vers: dict[str, Stamp] = {}
    sets: dict[str, dict[str, Element]] = {}
    proposed: list[str] = []
    stamp = Stamp(FRESH, author.replica, edit.n, 0)
    empty = Stored(edit.id, edit.kind, scope, {}, {}, {}, FRESH)
    for name, value in edit.cells.items():
        cell = declared.cells[name]
        if cell.is_set:
            elements = sorted(elements_of(value))
            sets[name] = {each: Element(True, FRESH, author.replica, edit.n, 0) for each in elements}
            cells[name] = list(elements)
        elif proposals.must_propose(author, empty, cell):
            proposed.append(name)
        else:
            cells[name], vers[name] = value, stamp
    if declared.machine_cell is not None and declared.machine_cell not in cells:
        machine = declared.fields[declared.machine_cell].machine or ""
        cells[declared.machine_cell], vers[declared.machine_cell] = MACHINES[machine].first, stamp
    stored = Stored(edit.id, edit.kind, scope, cells, vers, sets, FRESH)
    known.write(stored)
    if not author.follows(scope) and scope.startswith(f"{ScopeKind.CASE}/"):
        known.effects.append(ScopeFounded(scope))
    if edit.kind == "case_member":
        known.effects.append(_member(scope, cells))
    outcome = OK
    for name in proposed:
        outcome = proposals.propose(
            known, author, stored, name, value=edit.cells[name], base=0, n=edit.n, at=edit.at
        )
    return _with_doubts(known, author, stored, edit, outcome)


def _member(scope: ScopeId, cells: dict[str, Value]) -> MemberNamed:
    until = cells.get("until")
    return MemberNamed(scope, UserId(str(cells.get("user"))), until if isinstance(until, str) else None)


def _with_doubts(known: Overlay, author: Author, stored: Stored, edit: Create, outcome: Outcome) -> Outcome:
    """A new record that breaks a rule, or looks like somebody who is there already, stays and is shown."""
    broken = broken_rule(stored.kind, stored.cells)
    if broken is not None:
        outcome = Outcome(VerdictCode.CONFLICT, note_breach(known, author, stored, broken, edit.n))
    twin = known.twin(stored)
    if twin is not None:
        opened = note_twin(known, author, stored, twin)
        if opened is not None:
            return Outcome(VerdictCode.DUPLICATE, opened)
    return outcome


def _meet_known(
    known: Overlay, author: Author, declared: RecordType, already: Stored, edit: Create
) -> Outcome:
    """The same id made twice (from plan and period, or by an import): each cell meets as an edit with base 0."""
    reachable = author.follows(already.scope) or author.hands_in(already.scope)
    if already.kind != edit.kind or not reachable or already.state is RecordState.ERASED:
        return NOT_HERE
    if not (author.is_system or may(author.roles(already.scope), edit.kind, Verb.CREATE)):
        return NOT_ALLOWED
    met = SAME
    for name, value in edit.cells.items():
        cell = declared.cells[name]
        stored = known.record(edit.id) or already
        if name == declared.machine_cell:
            continue
        if proposals.must_propose(author, stored, cell):
            outcome = SAME
        elif cell.is_set:
            outcome = _meet_set(known, author, stored, declared, edit, name)
        else:
            arriving = Set(edit.n, edit.grp, edit.id, name, value, 0, edit.at)
            outcome = take_value(known, author, stored, cell, arriving)
        met = _stronger(met, outcome)
    return met


def _meet_set(
    known: Overlay, author: Author, stored: Stored, declared: RecordType, edit: Create, name: str
) -> Outcome:
    met = SAME
    for element in sorted(elements_of(edit.cells[name])):
        latest = known.record(stored.id) or stored
        arriving = Add(edit.n, edit.grp, edit.id, name, element, 0, edit.at)
        met = _stronger(met, take_element(known, author, latest, declared.cells[name], arriving))
    return met


_STRENGTH = (VerdictCode.SAME, VerdictCode.OK, VerdictCode.MERGED, VerdictCode.CONFLICT)


def _stronger(one: Outcome, other: Outcome) -> Outcome:
    """The verdict of several cells is the one that most needs to be seen."""
    return other if _STRENGTH.index(other.code) > _STRENGTH.index(one.code) else one
