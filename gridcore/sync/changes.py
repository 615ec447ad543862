"""From what a person changed in a form to edits, with the bases that the person saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from gridcore.fields import Merge, RecordType, Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.sync.clauses import tidy
from gridcore.sync.edits import Add, Create, Drop, Edit, Set, Step, Text
from gridcore.sync.stored import Confirmed, elements_of
from gridcore.workflows import Machine

Bases = Mapping[str, int | Mapping[str, int]]
"""For each cell the trunk version that a form showed; for a set, of each element that was present."""


@dataclass(frozen=True)
class Seen:
    """What a form showed when it opened: the cells' values and their bases. A draft keeps it as well."""

    cells: Mapping[str, Value]
    bases: Bases


NOTHING_SEEN = Seen({}, {})


def bases_of(declared: RecordType, confirmed: Confirmed | None, pending: Sequence[Edit]) -> dict[str, Value]:
    """The bases for a form that opens now: of a pending edit if there is one, else the confirmed ones.

    A cell that a pending creation fills has base 0, also when the same record came from somewhere else.
    """
    bases: dict[str, Value] = {}
    elements: dict[str, dict[str, Value]] = {name: {} for name, cell in declared.cells.items() if cell.is_set}
    if confirmed is not None:
        bases.update({name: confirmed.version(name) for name in declared.cells if name not in elements})
        for name in elements:
            held = sorted(elements_of(confirmed.cells.get(name)))
            elements[name] = {each: confirmed.element_version(name, each) for each in held}
    for edit in pending:
        match edit:
            case Set() | Text() | Step():
                bases[edit.cell] = edit.base
            case Add() | Drop():
                elements.setdefault(edit.cell, {})[edit.element] = edit.base
            case Create():
                bases.update(dict.fromkeys([*edit.cells, *filter(None, [declared.machine_cell])], 0))
                for name, each in elements.items():
                    each.update(dict.fromkeys(elements_of(edit.cells.get(name)), 0))
            case _:
                pass
    return {**dict.fromkeys(declared.cells, 0), **bases, **elements}


def saw_of(machine: Machine, confirmed: Confirmed) -> dict[str, int]:
    """What an approval judges, as the server described it last: the `saw` of a step."""
    return dict.fromkeys(sorted(machine.covers), confirmed.seq)


def creation(
    declared: RecordType,
    record: RecordId,
    cells: Mapping[str, Value],
    *,
    grp: GroupId,
    at: str,
    scope: ScopeId | None = None,
) -> Create:
    """The edit that makes a record; cells without a value stay out. It is numbered when it is saved."""
    kept = {name: tidied(value) for name, value in cells.items() if not _is_empty(value)}
    return Create(n=0, grp=grp, id=record, kind=declared.kind, cells=kept, scope=scope, at=at)


def changes(
    declared: RecordType,
    record: RecordId,
    seen: Seen,
    cells: Mapping[str, Value],
    *,
    grp: GroupId,
    at: str,
) -> list[Edit]:
    """The edits that lead from what was seen to the given cells; those that are not named stay."""
    edits: list[Edit] = []
    for name, value in cells.items():
        cell, before, after = declared.cells[name], seen.cells.get(name), tidied(value)
        if cell.is_set:
            was, now = elements_of(before), elements_of(after)
            held = seen.bases.get(name)
            bases = held if isinstance(held, Mapping) else {}
            edits += [Add(0, grp, record, name, each, bases.get(each, 0), at) for each in sorted(now - was)]
            edits += [Drop(0, grp, record, name, each, bases.get(each, 0), at) for each in sorted(was - now)]
        elif before != after:
            base = _base(seen.bases.get(name))
            if cell.merge is Merge.TEXT:
                edits.append(Text(0, grp, record, name, after if isinstance(after, str) else "", base, at))
            else:
                edits.append(Set(0, grp, record, name, after, base, at))
    return edits


def _is_empty(value: Value) -> bool:
    """Whether a cell says nothing: no value, no element, or a group of which no field has one."""
    if isinstance(value, dict):
        return all(each is None for each in value.values())
    return value is None or value == []


def tidied(value: Value) -> Value:
    """A value as it is stored: texts in NFC with one kind of newline, also inside groups and lists."""
    match value:
        case str():
            return tidy(value)
        case list():
            return [tidied(each) for each in value]
        case dict():
            return {name: tidied(each) for name, each in value.items()}
        case _:
            return value


def _base(held: object) -> int:
    return held if isinstance(held, int) else 0


def numbered(edit: Edit, n: int) -> Edit:
    """The edit with its place in the replica's sequence; from here on it never changes."""
    return msgspec.structs.replace(edit, n=n)
