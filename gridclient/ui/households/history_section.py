"""How the household came to be what it is: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.household_card import Change
from gridclient.actions.household_history import THIS_COMPUTER
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import CardAsks, Rule, Section
from gridclient.ui.households.value_words import (
    Names,
    field_title,
    masked_words,
    time_words,
    value_words,
)
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import words
from gridcore.fields import Field, Value
from gridcore.records import RECORD_TYPES

_FEW = 12
_KNOWN_BY_NAME = ("household", "resident")
"""Records of other kinds are told by their kind beside the name."""


class HistorySection(Section):
    """One block a change; personal values behind their masks."""

    def __init__(
        self,
        changes: Sequence[Change],
        names: Names,
        now: datetime,
        asks: CardAsks,
        parent: QWidget | None = None,
        *,
        shows_all: bool = False,
    ) -> None:
        super().__init__("", parent)
        self._names, self._now, self._asks = names, now, asks
        self.set_heading(self.tr("History"))
        if not changes:
            nothing = self.tr("Nothing has changed since this household came to this computer.")
            self.body.addWidget(Subtitle(nothing, self, wraps=True))
        for at, change in enumerate(changes if shows_all else changes[:_FEW]):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._change(change))
        if len(changes) > _FEW and not shows_all:
            rest = QPushButton(self.tr("Show all %n changes", "", len(changes)), self)
            rest.clicked.connect(lambda: asks.more_asked.emit("history"))
            self.body.addWidget(rest)

    def _change(self, change: Change) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        first.addWidget(Subtitle(" · ".join((time_words(change.at, self._now), *self._who(change))), holder))
        badge = self._standing(change)
        if badge is not None:
            first.addWidget(Chip(badge, holder))
        first.addStretch(1)
        column.addLayout(first)
        declared = RECORD_TYPES[change.kind].fields.get(change.field)
        if declared is None:
            column.addWidget(Text(self._whole(change), holder, wraps=True))
        elif is_masked(declared) and any((change.before, change.after)):
            shown = RevealText(
                field_title(change.kind, change.field),
                self._words(change, declared, is_plain=False),
                lambda: self._words(change, declared, is_plain=True),
                holder,
                wraps=True,
            )
            shown.revealed.connect(lambda: self._asks.revealed.emit(change.kind, change.record, change.field))
            column.addWidget(shown)
        else:
            column.addWidget(Text(self._words(change, declared, is_plain=True), holder, wraps=True))
        return holder

    def _who(self, change: Change) -> list[str]:
        """Who did it, and on which device, as far as that is known."""
        device = self.tr("this computer") if change.device == THIS_COMPUTER else change.device
        return [change.author or self.tr("a colleague"), *([device] if device else [])]

    def _whole(self, change: Change) -> str:
        about, kind = self._about(change), words(RECORD_TYPES[change.kind].label)
        if change.kind not in _KNOWN_BY_NAME or not about:
            about = " · ".join(part for part in (kind, about) if part)
        match change.what:
            case "added":
                return self.tr("{what} was added").format(what=about)
            case "removed":
                return self.tr("{what} was removed").format(what=about)
            case _:
                return self.tr("{what} was brought back").format(what=about)

    def _words(self, change: Change, declared: Field, *, is_plain: bool) -> str:
        def told(value: Value) -> str:
            read = value_words if is_plain else masked_words
            return read(declared, value, self._names)

        title = " · ".join(
            part for part in (self._about(change), field_title(change.kind, change.field)) if part
        )
        text = self.tr("{field}: {before} → {after}").format(
            field=title, before=told(change.before), after=told(change.after)
        )
        for author, value in change.others:
            text += "\n" + self.tr("not taken: {value} ({author})").format(value=told(value), author=author)
        return text

    def _about(self, change: Change) -> str:
        if change.kind == "household":
            return ""
        title = self._names.get(change.record)
        return title.words[0] if title is not None and title.words else ""

    def _standing(self, change: Change) -> Badge | None:
        match change.standing:
            case "waiting":
                return Badge(self.tr("On this laptop"), "waiting", "service")
            case "refused":
                return Badge(self.tr("Not taken over"), "warning", "care")
            case _ if change.what == "decided":
                return Badge(self.tr("Decided"), "conflict", "info")
            case "on_server":
                return Badge(self.tr("On the server"), "synced", "plain")
            case "backed_up":
                return Badge(self.tr("Backed up"), "synced", "ok")
            case _:
                return None
