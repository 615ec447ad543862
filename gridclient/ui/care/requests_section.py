"""What a person asked for of what is kept about them, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.rights import PersonsRequest
from gridclient.ui.care.care_asks import CareAsks
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import Rule, Section
from gridclient.ui.households.value_words import date_words, masked_words, value_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.fields import record_type
from gridcore.records.rights import RightsRequest
from gridcore.workflows.rights import GRANTED

_FIELDS = record_type(RightsRequest).fields


class RequestsSection(Section):
    """One block a request, the latest first; those that wait say until when they should be answered."""

    def __init__(
        self,
        requests: Sequence[PersonsRequest],
        today: date,
        asks: CareAsks,
        ask: Callable[[], None] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._today, self._asks = today, asks
        self.set_heading(self.tr("Requests"))
        if ask is not None:
            button = QPushButton(self.tr("Correction or &erasure…"), self)
            button.clicked.connect(ask)
            self.head.addWidget(button)
        if not requests:
            told = self.tr("Nobody asked for a correction or an erasure.")
            self.body.addWidget(Subtitle(told, self, wraps=True))
        for at, each in enumerate(requests):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._request(each))

    def _request(self, request: PersonsRequest) -> QWidget:
        values, holder = request.values, QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        told = [value_words(_FIELDS[each], values.get(each)) for each in ("wish", "asked_by")]
        told.append(date_words(str(values.get("asked_on") or "")))
        first.addWidget(Text(" · ".join(told), holder, wraps=True), 1)
        first.addWidget(Chip(self._badge(request), holder))
        column.addLayout(first)
        for name in ("said", "remark"):
            if values.get(name):
                column.addWidget(self._words(request, name, holder))
        return holder

    def _words(self, request: PersonsRequest, name: str, holder: QWidget) -> RevealText:
        """What was said, and what was answered, behind the mask."""
        declared, plain = _FIELDS[name], str(request.values[name])
        title = words(declared.label)
        told = self.tr("{field}: {words}")
        shown = RevealText(
            title,
            told.format(field=title, words=masked_words(declared, plain)),
            lambda: told.format(field=title, words=plain),
            holder,
            wraps=True,
        )
        shown.revealed.connect(lambda: self._asks.revealed.emit("rights_request", request.record, name))
        return shown

    def _badge(self, request: PersonsRequest) -> Badge:
        if not request.is_open:
            word = value_words(_FIELDS["progress"], request.values.get("progress"))
            is_granted = request.values.get("progress") == GRANTED
            return Badge(word, "check", "ok") if is_granted else Badge(word, "cross", "vacant")
        if request.due is None:
            return Badge(self.tr("Waits for an answer"), "clock", "service")
        day = day_words(request.due)
        if request.due < self._today:
            return Badge(self.tr("Should have been answered by {day}").format(day=day), "warning", "care")
        return Badge(self.tr("To be answered by {day}").format(day=day), "clock", "service")
