"""What granting a person's request does: the value that is said to be right meets the cell."""

import msgspec

from gridcore.fields import Cell, FieldKind, RecordType, Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits_cell
from gridcore.sync.edits import Step
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import OK, Outcome, parked
from gridcore.sync.proposals import carry_out
from gridcore.sync.redirects import standing
from gridcore.sync.stored import RecordState, Stored

REQUEST, CORRECT = "rights_request", "correct"

_NEVER = frozenset({FieldKind.STATE, FieldKind.DETAIL, FieldKind.ATTACHMENTS})


def can_be_corrected(declared: RecordType, cell: Cell) -> bool:
    """Whether a request may name the right value of a cell; all else is told in words."""
    if cell.is_set or declared.parent in {each.name for each in cell.fields}:
        return False
    return not any(each.kind in _NEVER or each.computed for each in cell.fields)


def grant(known: Overlay, author: Author, request: Stored, edit: Step) -> Outcome:
    """Write the right value as an accepted proposal is written: in a clash the standing value is kept.

    A request told in words changes nothing by itself, nor does one that asks for erasure: that takes two.
    """
    name, about = request.cells.get("cell"), request.cells.get("subject")
    if request.cells.get("wish") != CORRECT or not isinstance(name, str) or not isinstance(about, str):
        return OK
    subject = known.record(standing(known, RecordId(about)))
    if subject is None or subject.state is not RecordState.PRESENT or subject.scope != request.scope:
        return parked("subject_gone")
    declared = RECORD_TYPES[subject.kind]
    cell = declared.cells.get(name)
    value = request.cells.get("value")
    if cell is None or not can_be_corrected(declared, cell) or not fits_cell(cell, value):
        return parked("value_does_not_fit")
    cells: dict[str, Value] = {"value": None, "base": 0, "author": "", **request.cells}
    vers = {"value": request.vers["cell"], **request.vers}
    return carry_out(known, author, msgspec.structs.replace(request, cells=cells, vers=vers), edit)
