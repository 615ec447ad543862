"""What parked edits say, and where that lies: whoever does not receive a place is not shown its values."""

from collections.abc import Callable, Sequence

from gridcore.fields import ABOUT, Value
from gridcore.ids import RecordId, ScopeId
from gridcore.permissions import scope_for, sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Add, Create, Drop, Edit, Set, Step, Text
from gridcore.sync.known import parent_in


def places_of(
    edits: Sequence[Edit], scope_of: Callable[[RecordId], ScopeId | None]
) -> dict[RecordId, ScopeId | None]:
    """The scope of each record that edits write; None where nobody can tell. `scope_of` knows stored ones."""
    found: dict[RecordId, ScopeId | None] = {}
    for each in edits:
        place = scope_of(each.id)
        if place is None and isinstance(each, Create):
            above = parent_in(each.kind, each.cells) if each.kind in RECORD_TYPES else None
            parent = each.parent or above
            beside = (found.get(parent) or scope_of(parent)) if parent is not None else None
            place = _place_of_new(each, beside)
        found.setdefault(each.id, place)
    return found


def _place_of_new(edit: Create, beside: ScopeId | None) -> ScopeId | None:
    """Where a new record would lie: the scope that its kind declares, never one that the edit just names."""
    declared = RECORD_TYPES.get(edit.kind)
    if declared is None or declared.scope is ABOUT:
        return None
    if declared.parent is not None:
        return sibling_scope(declared, beside) if beside is not None else None
    named = edit.scope if edit.scope is not None else ScopeId("")
    return named if named == scope_for(declared, named.partition("/")[2]) else None


def values_in(edit: Edit) -> dict[str, Value]:
    """What an edit says, by cell; of a set the one element."""
    match edit:
        case Create(cells=cells):
            return dict(cells)
        case Set(cell=cell, value=value) | Text(cell=cell, value=value):
            return {cell: value}
        case Step(cell=cell, to=to):
            return {cell: to}
        case Add(cell=cell, element=element) | Drop(cell=cell, element=element):
            return {cell: [element]}
        case _:
            return {}
