"""One of the values that met: whose it is, since when, and the button that lets it stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gridclient.actions.conflicts import Choice, Matter, is_earlier_decision
from gridclient.ui.conflicts.marked_text import MarkedText, marked_clauses
from gridclient.ui.households.value_words import time_words, value_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle
from gridclient.ui.words import words
from gridcore.fields import Field, FieldKind, Value, label
from gridcore.sync.disputes import BY_REMOVAL

_BEFORE = label("Conflicts", "Before")
_STANDS = label("Conflicts", "stands now")
_MINE = label("Conflicts", "Mine")
_A_COLLEAGUE = label("Conflicts", "A colleague")
_DECIDED_BEFORE = label("Conflicts", "Decided before")
_REMOVED = label("Conflicts", "remove the record")
_KEPT = label("Conflicts", "keep the record")
_REMOVE_IT = label("Conflicts", "Remove it ({key})")
_KEEP_IT = label("Conflicts", "Keep it ({key})")
_TAKE_MINE = label("Conflicts", "Take mine ({key})")
_TAKE_THIS = label("Conflicts", "Take this ({key})")

_LEAST_CHARACTERS = 12
"""A narrower column is no place to compare in."""


@dataclass(frozen=True)
class Side:
    """What a card shows above its value, and the verb on its button; without a verb there is no button."""

    title: str
    remark: str = ""
    badge: Badge | None = None
    verb: str = ""


class ChoiceCard(Card):
    """A value with its author. `button` is there where it can be taken."""

    def __init__(self, side: Side, value: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(side.title)
        self.body.addWidget(Strong(side.title, self, wraps=True))
        if side.remark:
            self.body.addWidget(Subtitle(side.remark, self, wraps=True))
        if side.badge is not None:
            self.body.addWidget(Chip(side.badge, self))
        value.setParent(self)
        self.body.addSpacing(RHYTHM)
        self.body.addWidget(value)
        self.body.addStretch(1)
        self.button: QPushButton | None = None
        if side.verb:
            self.button = QPushButton(side.verb, self)
            self.button.setAccessibleDescription(side.title)
            self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(self.fontMetrics().horizontalAdvance("中") * _LEAST_CHARACTERS, 0))


def before_card(matter: Matter, parent: QWidget) -> ChoiceCard:
    """What stood there before anybody changed it."""
    return ChoiceCard(Side(words(_BEFORE)), _value_of(matter, matter.before, None, parent), parent)


def choice_card(matter: Matter, choice: Choice, number: int, now: datetime, parent: QWidget) -> ChoiceCard:
    """One of the values that met; its number is its key."""
    stands = Badge(words(_STANDS), "check", "ok") if choice.stands else None
    side = Side(
        title=whose(choice),
        remark=time_words(choice.at, now) if choice.at else "",
        badge=stands,
        verb=_verb(matter, choice).format(key=number) if matter.may_take(choice) else "",
    )
    return ChoiceCard(side, _value_of(matter, choice.value, matter.before, parent), parent)


def whose(choice: Choice) -> str:
    """Who wrote a value."""
    others = [*choice.authors]
    if is_earlier_decision(choice):
        return words(_DECIDED_BEFORE)
    if choice.is_mine:
        return words(_MINE) + (f" · {'、'.join(others)}" if others else "")
    return "、".join(others) if others else words(_A_COLLEAGUE)


def value_texts(matter: Matter, value: Value) -> list[tuple[str, str]]:
    """A cell's value as field titles and words; the title is empty where there is one field only."""
    if matter.line.conflict_kind == BY_REMOVAL:
        return [("", words(_REMOVED if value is True else _KEPT))]
    if matter.cell is None:
        return [("", str(value))]
    inside = value if isinstance(value, dict) else {}
    fields = matter.cell.fields
    if fields[0].group is None:
        return [("", value_words(fields[0], value, matter.linked))]
    return [(words(each.label), value_words(each, inside.get(each.name), matter.linked)) for each in fields]


def _value_of(matter: Matter, value: Value, before: Value, parent: QWidget) -> QWidget:
    field = _long_text(matter)
    if field is not None and isinstance(value, str) and value:
        other = before if isinstance(before, str) else value
        return MarkedText(marked_clauses(value, other), parent)
    lines = [f"{title}  {text}" if title else text for title, text in value_texts(matter, value)]
    return Heading("\n".join(lines), parent, wraps=True)


def _long_text(matter: Matter) -> Field | None:
    if matter.cell is None or matter.cell.fields[0].kind is not FieldKind.LONG_TEXT:
        return None
    return matter.cell.fields[0]


def _verb(matter: Matter, choice: Choice) -> str:
    if matter.line.conflict_kind == BY_REMOVAL:
        return words(_REMOVE_IT if choice.value is True else _KEEP_IT)
    return words(_TAKE_MINE if choice.is_mine else _TAKE_THIS)
