"""Whether a value has the shape that its field declares: the last gate before a value is stored.

What a person can mend is told by `gridcore.validation`; what fails here was never made by a form.
"""

import datetime
import re
from collections.abc import Callable, Mapping

from gridcore.attachments import MOST_OF_A_FIELD, attachment_of
from gridcore.fields import Cell, Field, FieldKind, Value, Values
from gridcore.sync.clauses import is_tidy
from gridcore.workflows import MACHINES

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_LARGEST_DETAIL = {dict: 20, list: 500}
"""Members of an object, and of a list as many as visits that a diary tells of one day."""


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
    return _FITS[field.kind](field, value)


def fits_element(field: Field, element: Value) -> bool:
    """Whether an element may join a set: a code of its list, or an attachment."""
    if field.kind is FieldKind.ATTACHMENTS:
        return attachment_of(element) is not None
    return isinstance(element, str) and field.codes is not None and element in field.codes


def as_text(value: Value) -> str:
    """The value where it is a text; empty where it is none."""
    return value if isinstance(value, str) else ""


def text_of(values: Values, name: str) -> str:
    """A value by its name as text, a number in digits; empty where there is none."""
    held = values.get(name)
    return str(held) if type(held) is int else as_text(held)


def moment_in(text: str) -> str | None:
    """A moment (`2026-03-01T08:00:00Z`) as it stands; None for anything else."""
    if _MOMENT.fullmatch(text) is None:
        return None
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def moment_text(moment: datetime.datetime) -> str:
    """A moment in UTC to the second, as records keep it."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def date_in(value: Value) -> datetime.date | None:
    """The day that a value names (`YYYY-MM-DD`); None for anything else."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) and is_date(value) else None


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, `YYYY-MM-DD`."""
    try:
        return len(text) == 10 and datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_text(field: Field, value: Value) -> bool:
    return isinstance(value, str) and len(value) <= field.max_length and is_tidy(value)


def _is_number(field: Field, value: Value) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    low, high = field.lowest, field.highest
    return (low is None or low <= value) and (high is None or value <= high)


def _is_flag(_: Field, value: Value) -> bool:
    return isinstance(value, bool)


def _is_day(_: Field, value: Value) -> bool:
    return isinstance(value, str) and is_date(value)


def _is_moment(_: Field, value: Value) -> bool:
    return isinstance(value, str) and moment_in(value) is not None


def _are_elements(field: Field, value: Value) -> bool:
    return isinstance(value, list) and all(fits_element(field, each) for each in value)


def _are_attachments(field: Field, value: Value) -> bool:
    return isinstance(value, list) and len(value) <= MOST_OF_A_FIELD and _are_elements(field, value)


def _is_state(field: Field, value: Value) -> bool:
    return isinstance(value, str) and value in MACHINES[field.machine or ""].states


def _is_detail(_: Field, value: Value) -> bool:
    return not isinstance(value, list | dict) or len(value) <= _LARGEST_DETAIL[type(value)]


_FITS: Mapping[FieldKind, Callable[[Field, Value], bool]] = {
    FieldKind.TEXT: _is_text,
    FieldKind.LONG_TEXT: _is_text,
    FieldKind.LINK: _is_text,
    FieldKind.NUMBER: _is_number,
    FieldKind.FLAG: _is_flag,
    FieldKind.DATE: _is_day,
    FieldKind.MOMENT: _is_moment,
    FieldKind.CHOICE: fits_element,
    FieldKind.CHOICES: _are_elements,
    FieldKind.ATTACHMENTS: _are_attachments,
    FieldKind.STATE: _is_state,
    FieldKind.DETAIL: _is_detail,
}
