"""Whether a value has the shape that its field declares: the last gate before a value is stored.

What a person can mend is told by `gridcore.validation`; what fails here was never made by a form.
"""

import datetime
import re

from gridcore.fields import Cell, Field, FieldKind, Value
from gridcore.sync.clauses import tidy
from gridcore.workflows import MACHINES

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LARGEST_DETAIL = 20


def fits_cell(cell: Cell, value: Value) -> bool:
    """Whether a value fits a cell: a field's value, or an object with the group's fields and no other."""
    if cell.fields[0].group is None:
        return fits(cell.fields[0], value)
    if value is None:
        return True
    if not isinstance(value, dict):
        return False
    fields = {each.name: each for each in cell.fields}
    return all(name in fields and fits(fields[name], each) for name, each in value.items())


def fits(field: Field, value: Value) -> bool:
    """Whether a value fits a field; None fits every field but a state."""
    if value is None:
        return field.kind is not FieldKind.STATE
    match field.kind:
        case FieldKind.TEXT | FieldKind.LONG_TEXT | FieldKind.LINK:
            return isinstance(value, str) and len(value) <= field.max_length and tidy(value) == value
        case FieldKind.NUMBER:
            return _is_number(value) and _in_bounds(field, value)
        case FieldKind.FLAG:
            return isinstance(value, bool)
        case FieldKind.DATE:
            return isinstance(value, str) and is_date(value)
        case FieldKind.MOMENT:
            return isinstance(value, str) and _MOMENT.fullmatch(value) is not None
        case FieldKind.CHOICE:
            return isinstance(value, str) and field.codes is not None and value in field.codes
        case FieldKind.CHOICES:
            return isinstance(value, list) and all(fits_element(field, each) for each in value)
        case FieldKind.STATE:
            return (
                isinstance(value, str)
                and field.machine is not None
                and value in MACHINES[field.machine].states
            )
        case FieldKind.DETAIL:
            return not isinstance(value, list | dict) or len(value) <= _LARGEST_DETAIL


def fits_element(field: Field, element: Value) -> bool:
    """Whether an element may join a set of codes."""
    return isinstance(element, str) and field.codes is not None and element in field.codes


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, `YYYY-MM-DD`."""
    try:
        return len(text) == 10 and datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _in_bounds(field: Field, value: Value) -> bool:
    low, high = field.lowest, field.highest
    return isinstance(value, int) and (low is None or low <= value) and (high is None or value <= high)
