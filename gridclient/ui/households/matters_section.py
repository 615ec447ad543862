"""What is open about a household: decisions, returned visits, unsaved forms, what is not yet sent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.household_card import Card, Draft, OpenConflict, ShownRecord
from gridclient.ui.households.section import CardAsks, Section
from gridclient.ui.households.value_words import date_words, field_title
from gridclient.ui.icons import IconSign
from gridclient.ui.tokens import TintName
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import words
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import cells_touched


def has_matters(card: Card) -> bool:
    """Whether anything is open."""
    return bool(card.conflicts or card.returned or card.drafts or card.waiting or card.aside)


class MattersSection(Section):
    """One line a matter, with the button that leads on."""

    def __init__(self, card: Card, asks: CardAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card, self._asks = card, asks
        self.set_heading(self.tr("Open matters"))
        for conflict in card.conflicts:
            self._add_conflict(conflict)
        for visit in card.returned:
            self._add_returned(visit)
        for draft in card.drafts:
            self._add_draft(draft)
        for edit in card.aside:
            cells = [field_title(edit.kind, cell) for cell in cells_touched(edit.edit)]
            text = self.tr("A change was not taken over: {what}").format(
                what="、".join(cells) or words(RECORD_TYPES[edit.kind].label)
            )
            self._add("warning", "service", text)
        if card.waiting:
            self._add("waiting", "service", self.tr("%n change(s) not yet on the server", "", card.waiting))

    def _add_conflict(self, conflict: OpenConflict) -> None:
        what = field_title(conflict.subject_kind, conflict.cell) if conflict.cell else ""
        about = " · ".join(part for part in (self._card.name_of(conflict.subject), what) if part)
        text = self.tr("Two people changed this: {what}").format(
            what=about or words(RECORD_TYPES[conflict.subject_kind].label)
        )
        decide = (
            (lambda: self._asks.decision_asked.emit(conflict.conflict)) if self._card.may.decide else None
        )
        self._add("conflict", "care", text, self.tr("Decide"), decide)

    def _add_returned(self, visit: ShownRecord) -> None:
        day = date_words(str(visit.values.get("visited_on") or ""))
        remark = str(visit.values.get("remark") or "")
        text = self.tr("The visit of {day} came back: {remark}").format(day=day, remark=remark)
        self._add("undo", "care", text, self.tr("Open"), lambda: self._asks.visit_opened.emit(visit.id))

    def _add_draft(self, draft: Draft) -> None:
        name = self._card.name_of(draft.record) or str(draft.values.get("name") or "")
        what = " · ".join(part for part in (words(RECORD_TYPES[draft.kind].label), name) if part)
        text = self.tr("A form was left unsaved: {what}").format(what=what)
        self._add("pencil", "info", text, self.tr("Go on"), lambda: self._asks.draft_opened.emit(draft))

    def _add(
        self,
        symbol: str,
        tint: TintName,
        text: str,
        action: str = "",
        do: Callable[[], None] | None = None,
    ) -> None:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(IconSign(symbol, tint, holder))
        row.addWidget(Text(text, holder, wraps=True), 1)
        if do is not None:
            button = QPushButton(action, holder)
            button.setAccessibleName(f"{action}: {text}")
            button.clicked.connect(do)
            row.addWidget(button)
        self.body.addWidget(holder)
