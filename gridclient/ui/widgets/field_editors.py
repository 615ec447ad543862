"""Which editor a declared field gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from gridclient.ui.widgets.choice_fields import (
    ChoiceField,
    ChoicesField,
    FlagField,
    Option,
    RadioField,
    options_of,
)
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.personal_text import NOT_LEARNED, NUMBER_NOT_LEARNED, LongText, PersonalLine
from gridclient.ui.widgets.text_fields import LongTextField, NumberField, TextField
from gridclient.ui.words import NOT_HERE, words
from gridcore.codes import Language
from gridcore.field_problems import FieldProblem, Tidied
from gridcore.fields import ADDRESS, NAME, P1, P2, Field, FieldKind, RecordType, Value, Values
from gridcore.kinship import Kin
from gridcore.masking import mask_value
from gridcore.validation import check_values, tidy_day, tidy_value

_RADIOS_UP_TO = 4
_NUMBER_LENGTH = 30
"""Short protected texts that are neither name nor address are numbers: phone, identity document."""

_NEVER_SHOWN = (FieldKind.STATE, FieldKind.DETAIL, FieldKind.MOMENT, FieldKind.ATTACHMENTS)


class Editor(Protocol):
    """What every editor can do besides being a widget."""

    edited: SignalInstance

    def value(self) -> Value:
        """What is entered, None when nothing is."""

    def set_value(self, value: Value) -> None:
        """Show a value."""


@dataclass(frozen=True)
class FormRules:
    """What a form asks about values."""

    check: Callable[[Values], Sequence[FieldProblem]] = lambda _: ()
    links: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    """What link fields, and texts that name somebody, offer by field name; a link without is not shown."""
    tidy: Callable[[Field, Value], Tidied[Value]] = tidy_value
    today: Callable[[], date] | None = None
    """Where it is given, days of what one did lately are typed without their year."""


def rules_of(
    record: RecordType,
    today: Callable[[], date],
    links: Mapping[str, Sequence[Option]] | None = None,
    kin: Kin | None = None,
) -> FormRules:
    """The rules that gridcore declares for a record type; `kin` are whom a resident lives with.

    Whether numbers made up for demonstrations are taken is known to what saves, which tells it then.
    """

    def check(values: Values) -> Sequence[FieldProblem]:
        return check_values(record, values, today=today(), allow_demo=True, kin=kin)

    return FormRules(check, links or {}, today=today)


def is_in_form(declared: Field, rules: FormRules) -> bool:
    """Whether a person fills this field in."""
    if declared.computed or declared.kind in _NEVER_SHOWN:
        return False
    return declared.kind is not FieldKind.LINK or declared.name in rules.links


def make_editor(declared: Field, rules: FormRules, language: Language, parent: QWidget) -> QWidget:
    """The editor for a field. Raises ValueError for a field that no form shows."""
    editor: QWidget
    match declared.kind:
        case FieldKind.TEXT if rules.links.get(declared.name):
            editor = ChoiceField(rules.links[declared.name], parent)
        case FieldKind.TEXT:
            editor = TextField(parent)
        case FieldKind.LONG_TEXT:
            editor = LongTextField(parent)
        case FieldKind.NUMBER:
            editor = NumberField(parent)
        case FieldKind.DATE:
            editor = DateField(partial(_read_day, declared, rules.today), parent)
        case FieldKind.CHOICE if declared.codes is not None:
            options = options_of(declared.codes, language)
            few = declared.required and len(options) <= _RADIOS_UP_TO
            editor = RadioField(options, parent) if few else ChoiceField(options, parent)
        case FieldKind.CHOICES if declared.codes is not None:
            editor = ChoicesField(options_of(declared.codes, language), parent)
        case FieldKind.FLAG:
            editor = FlagField(parent)
        case FieldKind.LINK:
            editor = ChoiceField(rules.links[declared.name], parent, other=words(NOT_HERE))
        case _:
            raise ValueError(f"{declared.record}.{declared.name} is not edited in a form")
    _guard(declared, editor)
    return editor


def _read_day(declared: Field, today: Callable[[], date] | None, text: str) -> str | None:
    return tidy_day(declared, text, today() if today is not None else None)


def _guard(declared: Field, editor: QWidget) -> None:
    """Input methods do not learn what is personal; the clipboard gets masks of what is protected."""
    if isinstance(editor, PersonalLine | LongText):
        if declared.data_class >= P2:
            editor.mask_of = lambda text: mask_value(declared, text)
        if declared.data_class >= P1:
            editor.setInputMethodHints(NUMBER_NOT_LEARNED if _is_number(declared) else NOT_LEARNED)


def _is_number(declared: Field) -> bool:
    return (
        declared.kind is FieldKind.TEXT
        and declared.data_class >= P2
        and declared.max_length <= _NUMBER_LENGTH
        and not declared.find & (NAME | ADDRESS)
    )
