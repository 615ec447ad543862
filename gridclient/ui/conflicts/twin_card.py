"""One of two records that seem to be one: what it says, and what keeping it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.conflicts import Matter, Merging, Subject
from gridclient.ui.conflicts.choice_card import ChoiceCard, Side
from gridclient.ui.households.value_words import value_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import listed, words
from gridcore.fields import Field, FieldKind, label
from gridcore.records import RECORD_TYPES

_KEEP = label("Conflicts", "The same person: keep this one ({key})")
_WISHED = label("Conflicts", "is to be kept")
_WAITS = label(
    "Conflicts",
    "A supervisor who did not propose it decides under Review; until then both records stay as they are.",
)
_IF_KEPT = label("Conflicts", "If this one is kept:")
_COMES = label("Conflicts", "comes here from the other record: {what}")
_NOTHING_COMES = label("Conflicts", "nothing else hangs on the other record")
_TAKEN = label("Conflicts", "is taken over from the other record: {what}")
_LEFT = label("Conflicts", "stays in the history alone: {what}")
_ASKED = label("Conflicts", "A supervisor is asked first.")
_ANOTHER_ASKED = label(
    "Conflicts",
    "Another supervisor is asked first. Where there is no other, the sub-district office names one; the"
    " proposal waits until then.",
)
_OPEN = label("Conflicts", "Open")
_OPEN_NAMED = label("Conflicts", "Open {name}")
_COUNTED = label("Conflicts", "{kind} × {count}")
_NOT_COMPARED = (FieldKind.STATE, FieldKind.DETAIL, FieldKind.MOMENT, FieldKind.LINK)


class TwinCard(ChoiceCard):
    """A record with all that it says; `button` keeps it, `open_button` shows it."""

    def __init__(self, side: Side, value: QWidget, parent: QWidget) -> None:
        super().__init__(side, value, parent)
        self.open_button = QPushButton(words(_OPEN), self)
        self.open_button.setAccessibleName(words(_OPEN_NAMED).format(name=side.title))
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)


def twin_card(matter: Matter, twin: Subject, number: int, parent: QWidget) -> TwinCard:
    """The card of one of two records; with a number it can be kept, and the number is its key."""
    title = " · ".join(twin.title.words) or "…"
    inside = QWidget(parent)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(RHYTHM)
    column.addWidget(Text(_twin_words(twin), inside, wraps=True))
    if matter.wished == twin.record:
        column.addWidget(Chip(Badge(words(_WISHED), "clock", "info"), inside))
        column.addWidget(Subtitle(words(_WAITS), inside, wraps=True))
    if number:
        told = merging_words(matter.merging(twin), is_decider=matter.is_decider)
        column.addWidget(Subtitle(told, inside, wraps=True))
    verb = words(_KEEP).format(key=number) if number else ""
    return TwinCard(Side(title, verb=verb), inside, parent)


def _twin_words(twin: Subject) -> str:
    lines = [
        f"{words(each.label)}  {value_words(each, value)}"
        for each in RECORD_TYPES[twin.kind].fields.values()
        if each.kind not in _NOT_COMPARED and (value := twin.values.get(each.name)) not in (None, "", [])
    ]
    return "\n".join(lines)


def merging_words(merging: Merging, *, is_decider: bool) -> str:
    """What keeping this record does, before anybody does it, and who is asked about it."""
    lines = [*consequences(merging), words(_ANOTHER_ASKED if is_decider else _ASKED)]
    return "\n".join([words(_IF_KEPT), *(f"· {each}" for each in lines)])


def consequences(merging: Merging) -> list[str]:
    """What goes over, what is taken over, and what stays in the history alone."""
    counted = [
        words(_COUNTED).format(kind=words(RECORD_TYPES[kind].label), count=count)
        for kind, count in merging.hanging.items()
    ]
    lines = [words(_COMES).format(what=listed(counted)) if counted else words(_NOTHING_COMES)]
    if merging.taken:
        lines.append(words(_TAKEN).format(what=_fields(merging.taken)))
    if merging.left:
        lines.append(words(_LEFT).format(what=_fields(merging.left)))
    return lines


def _fields(fields: Sequence[Field]) -> str:
    return listed(words(each.label) for each in fields)
