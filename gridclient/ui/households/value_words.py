"""Stored values as a person reads them, masked where they are personal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from gridclient.actions.household_card import Title
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.words import NOT_HERE, day_words, language, listed, moment_words, words
from gridcore.attachments import attachment_of
from gridcore.fields import P3, Field, FieldKind, Value, label
from gridcore.ids import RecordId
from gridcore.masking import HIDDEN, mask_value
from gridcore.records import RECORD_TYPES
from gridcore.workflows import MACHINES

_NOTHING = label("Value", "empty")
_YES, _NO = label("Value", "yes"), label("Value", "no")

Names = Mapping[RecordId, Title]


def value_words(declared: Field, value: Value, names: Names | None = None) -> str:
    """A value in words; a word for none."""
    if value in (None, "", []):
        return words(_NOTHING)
    if declared.codes is not None:
        codes = value if isinstance(value, list) else [value]
        return listed(declared.codes.text(str(each), language()) for each in codes)
    match declared.kind, value:
        case FieldKind.FLAG, bool():
            return words(_YES if value else _NO)
        case FieldKind.DATE, str():
            return date_words(value)
        case FieldKind.ATTACHMENTS, _:
            return "\n".join(_file_words(each) for each in (value if isinstance(value, list) else [value]))
        case FieldKind.STATE, str() if declared.machine is not None:
            found = MACHINES[declared.machine].states.get(value)
            return value if found is None else words(found)
        case FieldKind.LINK, str():
            return _link_words(RecordId(value), names)
        case _:
            return str(value)


def _link_words(record: RecordId, names: Names | None) -> str:
    """By what a record is known here; of one that is not here, that it is not."""
    title = (names or {}).get(record)
    if title is not None and title.words:
        return title.words[0]
    return "…" if names is None else words(NOT_HERE)


def _file_words(element: Value) -> str:
    """An attachment by its name; what is none, as it is."""
    found = attachment_of(element)
    return found.name if found is not None else str(element)


def masked_words(declared: Field, value: Value, names: Names | None = None) -> str:
    """The same, with the mask in place of what is personal; of what is sensitive nothing is left."""
    if value in (None, "", []):
        return value_words(declared, value, names)
    if declared.data_class >= P3:
        return HIDDEN
    return mask_value(declared, value) if is_masked(declared) else value_words(declared, value, names)


def is_hidden(declared: Field) -> bool:
    """Whether a value is behind a mask wherever it is read: what is personal, and all that is sensitive."""
    return declared.data_class >= P3 or is_masked(declared)


def date_words(day: str) -> str:
    """A stored day; one that cannot be read is shown as it is."""
    try:
        return day_words(date.fromisoformat(day))
    except ValueError:
        return day


def time_words(moment: str, now: datetime) -> str:
    """A stored moment, where the user is."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    zone = now.astimezone().tzinfo
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return moment_words(aware, now, zone or UTC)


def field_title(kind: str, name: str) -> str:
    """What a field is called; a cell that is a group is called by its first field."""
    declared = RECORD_TYPES[kind]
    field = declared.fields.get(name)
    if field is None and name in declared.cells:
        field = declared.cells[name].fields[0]
    return words(declared.label if field is None else field.label)
