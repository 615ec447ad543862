"""Where a merged record points, and what an edit means whose author had not heard of the merge."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Add, Create, Drop, Edit, Move, Resolve, Set, Step, Text
from gridcore.sync.known import Author, Known, links_in, parent_in, reaches
from gridcore.sync.outcomes import Outcome, parked
from gridcore.sync.stored import WHOLE, RecordState, Stored, elements_of
from gridcore.sync.verdicts import VerdictCode

MERGED_ELSEWHERE = parked("merged_elsewhere")
"""The outcome of what is said of a record that went into one which the author does not see."""


@dataclass(frozen=True)
class Moved:
    """A cell that named the loser and names the winner now, and whose value that had been."""

    record: RecordId
    cell: str
    replica: ReplicaId
    n: int
    base: int


@dataclass(frozen=True)
class Merged:
    """What a merged record keeps of its merge, so that it can be undone; it lies in the cell WHOLE.

    A removed record never travels, so nobody is told of a record in a scope of which they know nothing.
    `note` is the conflict that tells people; `filled` is what the winner's cells held before.
    """

    winner: RecordId
    replica: ReplicaId
    n: int
    note: RecordId
    moved: tuple[Moved, ...] = ()
    filled: Mapping[str, Value] | None = None

    def as_value(self) -> dict[str, Value]:
        """As the record keeps it."""
        moved: list[Value] = [
            [each.record, each.cell, each.replica, each.n, each.base] for each in self.moved
        ]
        kept: dict[str, Value] = {"winner": self.winner, "replica": self.replica, "n": self.n}
        return {**kept, "note": self.note, "moved": moved, "filled": dict(self.filled or {})}


def merged_of(stored: Stored) -> Merged | None:
    """Where a merged record points; None for every other."""
    held = stored.cells.get(WHOLE)
    if stored.state is not RecordState.REMOVED or not isinstance(held, dict) or "winner" not in held:
        return None
    return msgspec.convert(_named(held), Merged)


def _named(held: Mapping[str, Value]) -> dict[str, object]:
    rows = held.get("moved")
    moved = [
        dict(zip(("record", "cell", "replica", "n", "base"), each, strict=True)) for each in _lists(rows)
    ]
    return {**held, "moved": moved}


def _lists(rows: Value) -> list[list[Value]]:
    return [each for each in rows if isinstance(each, list)] if isinstance(rows, list) else []


def path_from(known: Known, record: RecordId) -> list[Merged]:
    """The merges that lead from a record to the one that stands for it; none where it stands for itself.

    Only a record that stands for itself is ever merged, into another that does: a path has no circle.
    """
    path: list[Merged] = []
    while (held := known.record(record)) is not None and (merged := merged_of(held)) is not None:
        path.append(merged)
        record = merged.winner
    return path


def meeting(known: Known, author: Author, loser: Stored) -> Author:
    """The author of what was said of a merged record: what the winner said before was not in sight."""
    path = path_from(known, loser.id)
    held = (known.record(each) for each in (loser.id, *(merged.winner for merged in path[:-1])))
    return replace(author, merges=tuple(each.vers[WHOLE] for each in held if each is not None))


def standing(known: Known, record: RecordId) -> RecordId:
    """The record that stands for this one: itself, or what it was merged into."""
    path = path_from(known, record)
    return path[-1].winner if path else record


def redirected(known: Known, author: Author, edit: Edit) -> Edit | None:
    """What an edit means after merges that its author knew nothing of; the same edit where there are none.

    None where it says of the loser what the loser said already: that is kept with it. What is told of the
    loser was not said in sight of the winner, so its base is 0.
    """
    match edit:
        case Create():
            return _create(known, author, edit)
        case Set() | Text() | Add() | Drop() | Step():
            return _cell_edit(known, author, edit)
        case Move():
            root = _root(known, author, edit.id)
            return edit if root == edit.id else msgspec.structs.replace(edit, id=root)
        case Resolve():
            conflict = known.record(edit.id)
            kind = str(conflict.cells.get("subject_kind")) if conflict is not None else ""
            cell = str(conflict.cells.get("cell")) if conflict is not None else ""
            value = _named_now(known, author, kind, cell, edit.value)
            return edit if value == edit.value else msgspec.structs.replace(edit, value=value)
        case _:
            return edit


def _root(known: Known, author: Author, record: RecordId) -> RecordId:
    """The record that stands for one that the author reaches."""
    held = known.record(record)
    if held is None or held.state is RecordState.PRESENT or not reaches(author, held):
        return record
    return standing(known, record)


def _create(known: Known, author: Author, edit: Create) -> Edit | None:
    cells, links = {**edit.cells}, links_in(edit.kind)
    for name, value in edit.cells.items():
        if name in links:
            cells[name] = _named_now(known, author, edit.kind, name, value)
    parent = edit.parent if edit.parent is None else _root(known, author, edit.parent)
    if (cells, parent) != (edit.cells, edit.parent):
        edit = msgspec.structs.replace(edit, cells=cells, parent=parent)
    root = _root(known, author, edit.id)
    loser = known.record(edit.id)
    if root == edit.id or loser is None or loser.kind != edit.kind:
        return edit
    new = {name: value for name, value in edit.cells.items() if not _says_already(loser, name, value)}
    return msgspec.structs.replace(edit, id=root, cells=new) if new else None


def _says_already(loser: Stored, name: str, value: Value) -> bool:
    held = loser.cells.get(name)
    if isinstance(value, list):
        return elements_of(value) <= elements_of(held)
    return value == held


def _cell_edit(
    known: Known, author: Author, edit: Set | Text | Add | Drop | Step
) -> Set | Text | Add | Drop | Step | None:
    held, root = known.record(edit.id), _root(known, author, edit.id)
    if held is None:
        return edit
    if isinstance(edit, Set):
        value = _named_now(known, author, held.kind, edit.cell, edit.value)
        edit = edit if value == edit.value else msgspec.structs.replace(edit, value=value)
    if root == held.id:
        return edit
    if isinstance(edit, Set | Text) and held.cells.get(edit.cell) == edit.value:
        return None
    return msgspec.structs.replace(edit, id=root, base=0)


def leads_elsewhere(known: Known, author: Author, edit: Edit, meant: Edit) -> bool:
    """Whether what is said of a merged record is meant for, or hangs on, one that its author does not see."""
    named = {meant.id} - {edit.id} | {*said_above(known, meant)} - {*said_above(known, edit)}
    held = (known.record(each) for each in sorted(named))
    return any(each is not None and not reaches(author, each) for each in held)


def said_above(known: Known, edit: Edit) -> list[RecordId]:
    """What an edit says that its record hangs on, each once."""
    above: list[RecordId | None] = []
    if isinstance(edit, Create) and edit.kind in RECORD_TYPES:
        above = [edit.parent, parent_in(edit.kind, edit.cells)]
    held = known.record(edit.id) if isinstance(edit, Set) else None
    if isinstance(edit, Set) and held is not None:
        above = [parent_in(held.kind, {edit.cell: edit.value})]
    return [each for each in dict.fromkeys(above) if each is not None]


def _is_parent_cell(kind: str, cell: str) -> bool:
    """Whether a cell of a kind says what a record hangs on."""
    declared = RECORD_TYPES.get(kind)
    return declared is not None and declared.parent == cell


def hangs_on_erased(known: Known, author: Author, edit: Edit) -> bool:
    """Whether an edit would hang a record on one that its author knew, and of which nothing is left."""
    held = known.record(edit.id)
    if held is None or not isinstance(edit, Set | Resolve) or not isinstance(edit.value, str):
        return False
    kind, cell = held.kind, edit.cell if isinstance(edit, Set) else ""
    if isinstance(edit, Resolve):
        kind, cell = str(held.cells.get("subject_kind")), str(held.cells.get("cell"))
    above = known.record(RecordId(edit.value)) if _is_parent_cell(kind, cell) else None
    return above is not None and above.state is RecordState.ERASED and author.knew(above)


def _named_now(known: Known, author: Author, kind: str, cell: str, value: Value) -> Value:
    """A value that names a merged record names the one that stands for it."""
    if not isinstance(value, str) or cell not in links_in(kind):
        return value
    return _root(known, author, RecordId(value))


def told_elsewhere(edit: Edit, meant: Edit, outcome: Outcome) -> Outcome:
    """The outcome for the author of an edit that meant another record, or named one.

    It is never a plain `ok`: what the laptop has is not what the server has. Where another record took the
    edit in, `merged` names that one, which the author reaches.
    """
    if outcome.code is VerdictCode.OK:
        outcome = replace(outcome, code=VerdictCode.MERGED)
    if outcome.place is None and meant.id != edit.id:
        outcome = replace(outcome, subject=meant.id)
        if outcome.code is VerdictCode.MERGED:
            outcome = replace(outcome, extra=meant.id)
    if isinstance(edit, Create) and isinstance(meant, Create):
        changed = {k: v for k, v in meant.cells.items() if v != edit.cells.get(k)}
        changed |= outcome.result if isinstance(outcome.result, dict) else {}
        return replace(outcome, result=changed or None, has_result=bool(changed))
    if isinstance(meant, Set) and isinstance(edit, Set) and not outcome.has_result:
        return replace(outcome, result=meant.value, has_result=True)
    return outcome
