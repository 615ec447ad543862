"""What the server does not send back: own edits with a plain `ok`, written into what is confirmed.

The edits' cells get the verdict's number as their version, and so does the record. Versions that were left
out because they were the record's former number are told apart now.
"""

from collections.abc import Sequence

from gridcore.fields import RecordType, Value
from gridcore.ids import ScopeId
from gridcore.sync.edits import Add, Create, Drop, Edit, Remove, Set, Step, Text
from gridcore.sync.stored import Confirmed, Seen, elements_of
from gridcore.workflows import MACHINES


def stamped(
    declared: RecordType, scope: ScopeId, confirmed: Confirmed | None, edits: Sequence[Edit], seq: int
) -> Confirmed | None:
    """The record as the server has it after these edits; None where they removed it, or it is not known."""
    cells: dict[str, Value] = dict(confirmed.cells) if confirmed is not None else {}
    vers: Seen = _explicit(declared, confirmed) if confirmed is not None else {}
    is_known = confirmed is not None
    for edit in edits:
        match edit:
            case Create():
                is_known = True
                for name, value in edit.cells.items():
                    _create_cell(declared, cells, vers, name, value)
                machine = declared.machine_cell
                if machine is not None and machine not in cells:
                    cells[machine] = MACHINES[declared.fields[machine].machine or ""].first
            case Set(cell=cell, value=value) | Text(cell=cell, value=value):
                cells[cell] = value
                vers.pop(cell, None)
            case Step(cell=cell, to=to):
                cells[cell] = to
                vers.pop(cell, None)
            case Add(cell=cell, element=element):
                cells[cell] = [*sorted(elements_of(cells.get(cell)) | {element})]
                _forget_element(vers, cell, element)
            case Drop(cell=cell, element=element):
                cells[cell] = [*sorted(elements_of(cells.get(cell)) - {element})]
                _forget_element(vers, cell, element)
            case Remove():
                is_known = False
            case _:
                pass
    if not is_known or not edits:
        return None
    return Confirmed(edits[0].id, declared.kind, scope, cells, vers, seq)


def _explicit(declared: RecordType, confirmed: Confirmed) -> Seen:
    """Every version by name, as it was before the record got its new number."""
    vers: Seen = {}
    for cell, value in confirmed.cells.items():
        known = declared.cells.get(cell)
        if (known is not None and known.is_set) or isinstance(confirmed.vers.get(cell), dict):
            vers[cell] = {each: confirmed.element_version(cell, each) for each in sorted(elements_of(value))}
        else:
            vers[cell] = confirmed.version(cell)
    return vers


def _create_cell(declared: RecordType, cells: dict[str, Value], vers: Seen, name: str, value: Value) -> None:
    """A cell of a new record; of one that was known already only what is not there yet."""
    cell = declared.cells.get(name)
    if cell is not None and cell.is_set:
        for element in elements_of(value) - elements_of(cells.get(name)):
            _forget_element(vers, name, element)
        cells[name] = [*sorted(elements_of(cells.get(name)) | elements_of(value))]
    elif name not in cells or cells[name] != value:
        cells[name] = value
        vers.pop(name, None)


def _forget_element(vers: Seen, cell: str, element: str) -> None:
    held = vers.get(cell)
    if isinstance(held, dict):
        held.pop(element, None)
