"""What the user sees: what the server confirmed, with this device's edits on top."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from gridcore.fields import RecordType, Value
from gridcore.sync.edits import (
    Add,
    Create,
    Drop,
    Edit,
    Erase,
    Merge,
    Move,
    Remove,
    Resolve,
    Restore,
    Set,
    Step,
    Text,
)
from gridcore.sync.stored import Confirmed, elements_of
from gridcore.workflows import MACHINES
from gridcore.workflows.decision import RESOLVED


class Presence(enum.StrEnum):
    """Whether there is something to show."""

    SHOWN = "shown"
    REMOVED = "removed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Shown:
    """A record as it is shown: its cells, and which of them the server has not answered yet."""

    presence: Presence
    cells: dict[str, Value]
    waiting: frozenset[str]


def project(declared: RecordType, confirmed: Confirmed | None, pending: Sequence[Edit]) -> Shown:
    """Lay pending edits, in their order, over the confirmed cells. Cells of newer versions pass through.

    Who edits a record after removing it has it back, here as on the server.
    """
    cells: dict[str, Value] = dict(confirmed.cells) if confirmed is not None else {}
    presence = Presence.SHOWN if confirmed is not None else Presence.UNKNOWN
    waiting: set[str] = set()
    for edit in pending:
        if presence is Presence.REMOVED and isinstance(edit, Set | Text | Add | Drop | Step):
            presence = Presence.SHOWN
        match edit:
            case Create():
                presence = Presence.SHOWN
                cells.update({name: _made(declared, cells, name, each) for name, each in edit.cells.items()})
                waiting |= edit.cells.keys()
                _begin(declared, cells)
            case Set() | Text():
                cells[edit.cell] = edit.value
                waiting.add(edit.cell)
            case Add():
                cells[edit.cell] = _listed(elements_of(cells.get(edit.cell)) | {edit.element})
                waiting.add(edit.cell)
            case Drop():
                cells[edit.cell] = _listed(elements_of(cells.get(edit.cell)) - {edit.element})
                waiting.add(edit.cell)
            case Step():
                cells[edit.cell] = edit.to
                waiting.add(edit.cell)
            case Resolve():
                cells.update({"progress": RESOLVED, "decided": {"choice": edit.choice, "value": edit.value}})
                waiting.add("progress")
            case Remove():
                presence = Presence.REMOVED
            case Restore():  # of what is not here only the server knows what it was
                presence = Presence.UNKNOWN if presence is Presence.UNKNOWN else Presence.SHOWN
            case Move() | Merge() | Erase():
                pass  # the server says where it lies, and what became of it
            case unexpected:
                assert_never(unexpected)
    return Shown(presence, cells, frozenset(waiting))


def _made(declared: RecordType, cells: Mapping[str, Value], name: str, value: Value) -> Value:
    """What a creation puts into a cell: over a record that came from somewhere else, sets join."""
    cell = declared.cells.get(name)
    if cell is None or not cell.is_set:
        return value
    return _listed(elements_of(cells.get(name)) | elements_of(value))


def _begin(declared: RecordType, cells: dict[str, Value]) -> None:
    """A new record's machine stands in its first state."""
    name = declared.machine_cell
    if name is not None and name not in cells:
        cells[name] = MACHINES[declared.fields[name].machine or ""].first


def _listed(elements: frozenset[str]) -> Value:
    return [*sorted(elements)]
