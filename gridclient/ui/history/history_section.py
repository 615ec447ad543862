"""How a record came to be what it is: who changed what, when, from what to what; and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.histories import Change, History
from gridclient.ui.history.change_words import change_words, standing_badge, who_words, whole_words
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import Rule, Section
from gridclient.ui.households.value_words import field_title, masked_words, time_words
from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.texts import Subtitle, Text
from gridcore.fields import P3
from gridcore.records import RECORD_TYPES

FEW, MORE = 12, 50
"""Changes that are shown at first, and with each press of the button below them."""


class HistoryAsks(QObject):
    """What a line of the history was asked for."""

    taken_back = Signal(object)
    """The earlier value of a `Change` shall stand again."""
    brought_back = Signal(object)
    """The removed record of a `Change`."""
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
            self.body.addWidget(self._change(changes[at], can_go_back=self._history.offered[at]))
        self._shown = min(self._shown + count, len(changes))
        left = len(changes) - self._shown
        if left > 0:
            self.more = QPushButton(self.tr("Show more (%n left)", "", left), self)
            self.more.clicked.connect(self.show_more)
            self.body.addWidget(self.more)

    def _change(self, change: Change, *, can_go_back: bool) -> QWidget:
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
        if can_go_back:
            first.addWidget(self._way_back(change, holder))
        column.addLayout(first)
        column.addWidget(self._words(change, holder))
        return holder

    def _words(self, change: Change, holder: QWidget) -> QWidget:
        names, about = self._history.names, self._history.kind
        declared = RECORD_TYPES[change.kind].fields.get(change.field)
        if declared is None:
            return Text(whole_words(change, names), holder, wraps=True)

        def told(*, is_plain: bool) -> str:
            return change_words(change, declared, names, about, is_plain=is_plain)

        if not is_masked(declared) or not any((change.before, change.after)):
            return Text(told(is_plain=True), holder, wraps=True)
        if declared.data_class >= P3:
            return Text(told(is_plain=False), holder, wraps=True)
        title = field_title(change.kind, change.field)
        shown = RevealText(title, told(is_plain=False), lambda: told(is_plain=True), holder, wraps=True)
        shown.revealed.connect(lambda: self._asks.revealed.emit(change.kind, change.record, change.field))
        return shown

    def _way_back(self, change: Change, holder: QWidget) -> IconButton:
        act: Callable[[], None]
        if change.what == "removed":
            name = self.tr("Bring {what} back").format(what=change.title)
            act = lambda: self._asks.brought_back.emit(change)  # noqa: E731
        else:
            declared = RECORD_TYPES[change.kind].fields[change.field]
            name = self.tr("Take back: {field} {value}").format(
                field=field_title(change.kind, change.field),
                value=masked_words(declared, change.before, self._history.names),
            )
            act = lambda: self._asks.taken_back.emit(change)  # noqa: E731
        button = IconButton("undo", name, holder)
        button.clicked.connect(act)
        self._last = button
        return button
