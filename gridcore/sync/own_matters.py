"""What is asked beyond a role's grant: whose diary it is, who supervises a stand-in's grids, who agreed."""

from gridcore.aid import AID_GRANT
from gridcore.diary import diary_id
from gridcore.extra_visits import STAND_IN
from gridcore.fields import GRID, Value, Values
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.permissions import is_fixed, supervises_grid
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.shapes import as_text
from gridcore.sync.aid_quota import refused_place, refused_return
from gridcore.sync.case_members import CASE_MEMBER
from gridcore.sync.danger_receipts import IN_CASE, in_case_id
from gridcore.sync.edits import Add, Drop
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, SAME, Outcome, invalid
from gridcore.sync.step_words import not_after_its_step
from gridcore.sync.stored import Stored, elements_of

DIARY, SIGNED_PAPER, DISPUTE_REPORT = "diary", "signed_paper", "dispute_report"


def refused(known: Overlay, author: Author, kind: str, record: RecordId, cells: Values) -> Outcome | None:
    """Why somebody cannot let a record say this, though the role may write records of the kind.

    A diary is written by the one whose day it tells, and goes on telling that day. A stand-in gives a grid
    away, so its author supervises both; that holds for each change of it, too. Nobody's dispute is handed in
    against the will of who told of it. What a case remembers of a report of danger has the id by which the
    reading of that report finds it. A case goes to nobody but who works in the community: a name that was
    typed wrongly would share it with a stranger, or with nobody, and nobody would notice. A project gives no
    more places than it has.
    """
    if author.is_system:
        return None
    if kind == DISPUTE_REPORT and cells.get("agreed") is not True:
        return invalid("value_does_not_fit")
    if kind == IN_CASE and record != in_case_id(RecordId(as_text(cells.get("report")))):
        return invalid("value_does_not_fit")
    if kind == CASE_MEMBER and not known.works_here(UserId(as_text(cells.get("user")))):
        return invalid("unknown_colleague")
    if kind == AID_GRANT:
        return refused_place(known, record, cells)
    if kind == DIARY and record != diary_id(author.user, as_text(cells.get("day"))):
        return NOT_ALLOWED
    if kind == STAND_IN and not all(_gives(known, author, cells.get(each)) for each in ("grid", "by_grid")):
        return NOT_ALLOWED
    return None


def refused_change(known: Overlay, author: Author, stored: Stored, cell: str, value: Value) -> Outcome | None:
    """Why somebody cannot give a cell this value: what the record said before counts as well."""
    if not author.is_system and _differs_for_ever(stored, {cell: value}):
        return NOT_ALLOWED
    late = not_after_its_step(author, stored, cell, value)
    if late is not None:
        return late
    if stored.kind == AID_GRANT and not author.is_system:
        return refused_return(known, stored, cell, value)
    if stored.kind == CASE_MEMBER and cell == "user":
        return refused(known, author, stored.kind, stored.id, {cell: value})
    if stored.kind not in (DIARY, STAND_IN):
        return None
    before = refused(known, author, stored.kind, stored.id, stored.cells)
    return before or refused(known, author, stored.kind, stored.id, {**stored.cells, cell: value})


def refused_element(author: Author, stored: Stored, edit: Add | Drop) -> Outcome | None:
    """Why somebody cannot put an element into a set, or take it out: it goes on saying what it said."""
    is_news = (edit.element in elements_of(stored.cells.get(edit.cell))) is isinstance(edit, Drop)
    is_refused = is_news and is_fixed(stored.kind, edit.cell) and not author.is_system
    return NOT_ALLOWED if is_refused else None


def refused_decision(
    known: Overlay, author: Author, subject: Stored, cell: str, value: Value
) -> Outcome | None:
    """Why somebody may not decide what is disputed so; what two laptops of a writer say a supervisor may."""
    is_decider = subject.kind == DIARY and Role.SUPERVISOR in author.roles(subject.scope)
    return None if is_decider else refused_change(known, author, subject, cell, value)


def made_anew(known: Overlay, author: Author, stored: Stored, cells: Values) -> Outcome | None:
    """What becomes of making a record twice that somebody else wrote, or a signed paper: it is told once."""
    if stored.kind == SIGNED_PAPER:
        told = {**stored.cells, **{name: _sorted(value) for name, value in cells.items()}}
        return SAME if told == stored.cells else NOT_ALLOWED
    if not author.is_system and _differs_for_ever(stored, cells):
        return NOT_ALLOWED
    before = refused(known, author, stored.kind, stored.id, stored.cells)
    return before or refused(known, author, stored.kind, stored.id, {**stored.cells, **cells})


def _differs_for_ever(stored: Stored, cells: Values) -> bool:
    """Whether cells say something else where a record goes on saying what it said when it was made."""
    return any(_differs(stored, name, cells[name]) for name in cells if is_fixed(stored.kind, name))


def _differs(stored: Stored, name: str, said: Value) -> bool:
    held = stored.cells.get(name)
    if RECORD_TYPES[stored.kind].cells[name].is_set:
        return elements_of(held) != elements_of(said)
    return held != said


def _sorted(value: Value) -> Value:
    return [*sorted(elements_of(value))] if isinstance(value, list) else value


def supervises(author: Author, grid: str) -> bool:
    """Whether somebody supervises a grid."""
    scope = ScopeId(f"{GRID}/{grid}")
    return author.follows(scope) and supervises_grid(grid, author.assignments, author.community)


def _gives(known: Overlay, author: Author, grid: Value) -> bool:
    stored = known.record(RecordId(grid)) if isinstance(grid, str) else None
    return stored is not None and supervises(author, as_text(stored.cells.get("code")))
