"""How a record came to be what it is: who changed what, when, from what to what; and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.histories import Change, History, Ways
from gridclient.actions.record_history import Lost
from gridclient.ui.history.change_words import (
    change_words,
    lost_words,
    standing_badge,
    way_back_words,
    who_words,
    whole_words,
)
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import Rule, Section
from gridclient.ui.households.value_words import field_title, time_words
from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.texts import Subtitle, Text
from gridcore.fields import P3, Field
from gridcore.records import RECORD_TYPES

FEW, MORE = 12, 50
"""Changes that are shown at first, and with each press of the button below them."""


class Told(Protocol):
    """A change in words, with its values or with masks in their place."""

    def __call__(self, *, is_plain: bool) -> str:
        """The words."""


class HistoryAsks(QObject):
    """What a line of the history was asked for."""

    taken_back = Signal(object)
    """The earlier value of a `Change` shall stand again."""
    brought_back = Signal(object)
    """The removed or merged record of a `Change`."""
    revealed = Signal(str, str, str)
    """Kind, record and field of a personal value that came into sight."""
    shown_more = Signal(int)
    """So many changes are in sight now."""


class HistorySection(Section):
    """One block a change; personal values behind their masks, sensitive ones not at all."""

    def __init__(
        self,
        history: History,
        now: datetime,
        asks: HistoryAsks,
        parent: QWidget | None = None,
        *,
        shown: int = FEW,
    ) -> None:
        super().__init__("", parent)
        self._history, self._now, self._asks = history, now, asks
        self._shown = 0
        self._last: QWidget | None = None
        self.set_heading(self.tr("History"))
        if not history.changes:
            nothing = self.tr("Nothing has changed since this record came to this computer.")
            self.body.addWidget(Subtitle(nothing, self, wraps=True))
        self.more: QPushButton | None = None
        """The way to the next page; made anew below each page, so that Tab comes to it last."""
        self._show(max(shown, FEW))

    def show_more(self) -> None:
        """The next page of changes, below those in sight."""
        more, self.more = self.more, None
        self._show(MORE)
        if more is not None:
            following = self.more or self._last
            if more.hasFocus() and following is not None:
                following.setFocus(Qt.FocusReason.OtherFocusReason)
            more.hide()
            self.body.removeWidget(more)
            more.deleteLater()
        self._asks.shown_more.emit(self._shown)

    def _show(self, count: int) -> None:
        changes = self._history.changes
        for at in range(self._shown, min(self._shown + count, len(changes))):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._change(changes[at], self._history.ways[at]))
        self._shown = min(self._shown + count, len(changes))
        left = len(changes) - self._shown
        if left > 0:
            self.more = QPushButton(self.tr("Show more (%n left)", "", left), self)
            self.more.clicked.connect(self.show_more)
            self.body.addWidget(self.more)

    def _change(self, change: Change, ways: Ways) -> QWidget:
        """Who and when, what, and below it the values that lost; each with its way back."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        told = " · ".join(each for each in (time_words(change.at, self._now), *who_words(change)) if each)
        first.addWidget(Subtitle(told, holder, wraps=True), 1)
        badge = standing_badge(change)
        if badge is not None:
            first.addWidget(Chip(badge, holder))
        is_proposed = change.what == "proposed"
        for way in (ways.back, *(ways.lost if is_proposed else ())):
            if way is not None:
                first.addWidget(self._way_back(way, holder))
        column.addLayout(first)
        column.addWidget(self._words(change, holder))
        for lost, way in () if is_proposed else zip(change.others, ways.lost, strict=True):
            column.addLayout(self._lost(change, lost, way, holder))
        return holder

    def _lost(self, change: Change, lost: Lost, way: Change | None, holder: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        names, declared = self._history.names, RECORD_TYPES[change.kind].fields[change.field]

        def told(*, is_plain: bool) -> str:
            return lost_words(lost, declared, names, is_plain=is_plain)

        row.addWidget(self._behind_mask(change, declared, told, holder, is_empty=not lost.value), 1)
        if way is not None:
            row.addWidget(self._way_back(way, holder))
        return row

    def _words(self, change: Change, holder: QWidget) -> QWidget:
        names, about = self._history.names, self._history.kind
        declared = RECORD_TYPES[change.kind].fields.get(change.field)
        if declared is None:
            return Text(whole_words(change, names), holder, wraps=True)

        def told(*, is_plain: bool) -> str:
            return change_words(change, declared, names, about, is_plain=is_plain)

        is_empty = not any((change.before, change.after))
        return self._behind_mask(change, declared, told, holder, is_empty=is_empty)

    def _behind_mask(
        self, change: Change, declared: Field, told: Told, holder: QWidget, *, is_empty: bool
    ) -> QWidget:
        """Words about a value: plain, behind a mask that a press lifts, or behind one that nothing lifts."""
        if declared.data_class >= P3:
            return Text(told(is_plain=False), holder, wraps=True)
        if is_empty or not is_masked(declared):
            return Text(told(is_plain=True), holder, wraps=True)
        title = field_title(change.kind, change.field)
        shown = RevealText(title, told(is_plain=False), lambda: told(is_plain=True), holder, wraps=True)
        shown.revealed.connect(lambda: self._asks.revealed.emit(change.kind, change.record, change.field))
        return shown

    def _way_back(self, way: Change, holder: QWidget) -> IconButton:
        button = IconButton("undo", way_back_words(way, self._history.names), holder)
        asked = self._asks.taken_back if way.field else self._asks.brought_back
        button.clicked.connect(lambda: asked.emit(way))
        self._last = button
        return button
