"""What was noted at the door, the latest first; the words themselves behind a mask."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.attachments import as_it_stands
from gridclient.actions.household_card import Card, OpenPromise, ShownRecord
from gridclient.ui.attachments.files_look import FilesLook, SeesFiles
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import CardAsks, Rule, Section
from gridclient.ui.households.value_words import date_words, masked_words, value_words
from gridclient.ui.icons import IconButton
from gridclient.ui.tokens import TintName
from gridclient.ui.visit_hands import offered_words, with_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import NOT_HERE, day_words, language, words
from gridcore.codes.visits import FOLLOW_UP
from gridcore.fields import record_type
from gridcore.records.visits import Visit
from gridcore.workflows.approval import APPROVED, RETURNED, SUBMITTED, VISIT_APPROVAL

_VISIT = record_type(Visit)
_FEW = 4
_STATES: dict[str, tuple[str, TintName]] = {
    SUBMITTED: ("review", "service"),
    RETURNED: ("undo", "care"),
    APPROVED: ("check", "ok"),
}


class VisitsSection(Section):
    """The latest visits, or all of them."""

    def __init__(
        self,
        card: Card,
        asks: CardAsks,
        parent: QWidget | None = None,
        *,
        shows_all: bool,
        files: SeesFiles | None = None,
    ) -> None:
        super().__init__("", parent)
        self._card, self._asks, self._files = card, asks, files
        self.set_heading(self.tr("Visits: %n", "", len(card.visits)))
        if not card.visits:
            self.body.addWidget(Subtitle(self.tr("Nobody has visited here yet."), self, wraps=True))
        for promise in card.promises:
            self.body.addWidget(self._promise(promise))
        for at, visit in enumerate(card.visits if shows_all else card.visits[:_FEW]):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._visit(visit))
        if len(card.visits) > _FEW and not shows_all:
            rest = QPushButton(self.tr("Show all %n visits", "", len(card.visits)), self)
            rest.clicked.connect(lambda: asks.more_asked.emit("visits"))
            self.body.addWidget(rest)

    def _promise(self, promise: OpenPromise) -> QWidget:
        """What is still to be kept, and whose that is; in sight, as on Today."""
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        what = promise.what or FOLLOW_UP.text(promise.follow_up, language())
        text = self.tr("Promised for {day}: {promise}")
        if promise.promised_by:
            text = self.tr("{name} promised for {day}: {promise}")
        text = text.format(name=promise.promised_by, day=day_words(promise.day), promise=what)
        told = " · ".join(filter(None, (text, offered_words(promise.offered_to))))
        row.addWidget(Text(told, holder, wraps=True), 1)
        if promise.handed_to:
            badge = Badge(with_words(promise.handed_to), "hand", "vacant")
            row.addWidget(Chip(badge, holder), 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _visit(self, visit: ShownRecord) -> QWidget:
        values = visit.values
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        day = date_words(str(values.get("visited_on") or ""))
        first.addWidget(Strong(day, holder))
        badge = self._state(visit)
        if badge is not None:
            first.addWidget(Chip(badge, holder))
        first.addStretch(1)
        open_it = IconButton("arrow-right", self.tr("Open the visit of {day}").format(day=day), holder)
        open_it.clicked.connect(lambda: self._asks.visit_opened.emit(visit.id))
        first.addWidget(open_it)
        column.addLayout(first)
        column.addWidget(Subtitle(" · ".join(self._details(visit)), holder, wraps=True))
        said, declared = values.get("said"), _VISIT.fields["said"]
        if isinstance(said, str):
            title = f"{words(declared.label)} {day}"
            shown = RevealText(title, masked_words(declared, said), lambda: said, holder, wraps=True)
            shown.revealed.connect(lambda: self._asks.revealed.emit("visit", visit.id, "said"))
            column.addWidget(shown)
        held = values.get("files")
        if self._files is not None and isinstance(held, list) and held:
            title = f"{words(_VISIT.fields['files'].label)} {day}"
            form = as_it_stands(_VISIT, visit.id, values)
            look = FilesLook(title, self._files, form, [str(each) for each in held], holder)
            look.revealed.connect(lambda: self._asks.revealed.emit("visit", visit.id, "files"))
            column.addWidget(look)
        return holder

    def _details(self, visit: ShownRecord) -> list[str]:
        values = visit.values
        whom = self._card.name_of(values.get("resident"))
        found = [words(NOT_HERE) if values.get("resident") and not whom else whom]
        found += [value_words(_VISIT.fields[name], v) for name in ("kind", "way") if (v := values.get(name))]
        if values.get("met") is not None:
            found.append(self.tr("met") if values["met"] else self.tr("nobody met"))
        found.append(str(values.get("worker") or ""))
        found += [value_words(_VISIT.fields["needs"], v) for v in (values.get("needs"),) if v]
        return [each for each in found if each]

    def _state(self, visit: ShownRecord) -> Badge | None:
        if visit.disputed:
            return Badge(self.tr("Needs a decision"), "conflict", "care")
        if visit.waiting:
            return Badge(self.tr("Not yet on the server"), "waiting", "service")
        state = str(visit.values.get("approval"))
        if state not in _STATES:
            return None
        symbol, tint = _STATES[state]
        return Badge(words(VISIT_APPROVAL.states[state]), symbol, tint)
