"""One pair side by side: what differs, what one record would say of both, and what can be said of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from gridclient.actions.conflicts import Subject
from gridclient.actions.duplicates import Doubt
from gridclient.ui.conflicts.twin_card import merging_words
from gridclient.ui.duplicates.pair_words import rank_badge, reason_words, title_words
from gridclient.ui.households.value_words import masked_words, value_words
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.masked_field import HIDDEN_AGAIN_AFTER_MS
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridclient.ui.words import words
from gridcore.fields import Field, FieldKind, Value
from gridcore.records import RECORD_TYPES

_NOT_COMPARED = (FieldKind.STATE, FieldKind.DETAIL, FieldKind.MOMENT)
_NOTHING: tuple[Value, ...] = (None, "", [])
_NAME, _FIRST, _SECOND, _TOGETHER = range(4)


class PairView(QWidget):
    """Keys: 1 and 2 choose which record is kept, M merges, D says that they are two, R reveals."""

    merged = Signal(object, object)
    """The record that is kept, and the other."""
    told_apart = Signal()
    household_asked = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(self, doubt: Doubt, *, may_decide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubt = doubt
        self._is_revealed = False
        self._texts: list[tuple[Field, int, Text]] = []
        self._hide_again = QTimer(self, singleShot=True, interval=HIDDEN_AGAIN_AFTER_MS)
        self._hide_again.timeout.connect(self._mask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        scroll = ScrollColumn(self)
        card = Card(scroll)
        scroll.add(card)
        column.addWidget(Heading(reason_words(doubt.line), self, wraps=True))
        column.addWidget(Chip(rank_badge(doubt.line), self), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(scroll, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * RHYTHM)
        self._grid.setVerticalSpacing(RHYTHM // 2)
        card.body.addLayout(self._grid)
        decides = may_decide and doubt.may_merge and doubt.wished is None
        self.keeps = tuple(self._keep_button(at, card, decides=decides) for at in (1, 2))
        self._lay_out_fields(card)
        self._preview = Text("", card, wraps=True)
        card.body.addSpacing(RHYTHM)
        card.body.addWidget(self._preview)
        column.addLayout(self._buttons(may_decide=may_decide, decides=decides))
        self._show_chosen()

    @property
    def kept(self) -> Subject:
        """The record that would be kept."""
        return self.doubt.second if self.keeps[1].isChecked() else self.doubt.first

    def choose(self, number: int) -> None:
        """Keep the first record, or the second."""
        if self.keeps[number - 1].isVisible():
            self.keeps[number - 1].setChecked(True)
            self.keeps[number - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def merge(self) -> None:
        """Say that the two are one."""
        if self.merge_button.isVisible():
            self.merged.emit(self.kept, self.doubt.other(self.kept))

    def tell_apart(self) -> None:
        """Say that they are two."""
        if self.apart_button.isVisible():
            self.told_apart.emit()

    def reveal(self) -> None:
        """Show for a while what is personal; each value that comes into sight is told."""
        if self._is_revealed:
            return
        self._is_revealed = True
        self._hide_again.start()
        self._fill()
        for subject in (self.doubt.first, self.doubt.second):
            for each in self._fields():
                if is_masked(each) and subject.values.get(each.name) not in _NOTHING:
                    self.revealed.emit(subject.kind, subject.record, each.name)

    def focus_first(self) -> None:
        """Put the keyboard where the decision is."""
        chosen = next(each for each in self.keeps if each.isChecked())
        shown = chosen if chosen.isVisibleTo(self) else self.open_buttons[0]
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mask(self) -> None:
        self._is_revealed = False
        self._fill()

    def _fields(self) -> list[Field]:
        """What either of them says; that both live at one place is among the reasons."""
        told = (self.doubt.first.values, self.doubt.second.values)
        return [
            each
            for each in RECORD_TYPES[self.doubt.line.kind].fields.values()
            if each.kind not in _NOT_COMPARED and any(one.get(each.name) not in _NOTHING for one in told)
        ]

    def _keep_button(self, number: int, card: Card, *, decides: bool) -> QRadioButton:
        title = title_words(self.doubt.line.first if number == 1 else self.doubt.line.second)
        button = QRadioButton(self.tr("Keep this one ({key})").format(key=number), card)
        button.setAccessibleName(self.tr("Keep {name} ({key})").format(name=title, key=number))
        button.setChecked(number == (2 if self.doubt.is_second_kept else 1))
        button.setVisible(decides)
        button.toggled.connect(self._show_chosen)
        return button

    def _lay_out_fields(self, card: Card) -> None:
        doubt, grid = self.doubt, self._grid
        for at in (_FIRST, _SECOND, _TOGETHER):
            grid.setColumnStretch(at, 1)
        open_first = QPushButton(self.tr("Open"), card)
        open_second = QPushButton(self.tr("Open"), card)
        self.open_buttons = (open_first, open_second)
        sides = ((_FIRST, doubt.first, doubt.line.first), (_SECOND, doubt.second, doubt.line.second))
        for at, subject, title in sides:
            button = self.open_buttons[at - 1]
            button.setAccessibleName(self.tr("Open {name}").format(name=title_words(title)))
            button.clicked.connect(partial(self._ask_for, subject))
            grid.addWidget(Strong(title_words(title), card, wraps=True), 0, at)
            acts = QHBoxLayout()
            acts.addWidget(self.keeps[at - 1], 1)
            acts.addWidget(button)
            grid.addLayout(acts, 1, at)
        grid.addWidget(Strong(self.tr("One record of both"), card, wraps=True), 0, _TOGETHER)
        for row, each in enumerate(self._fields(), 2):
            self._lay_out_field(card, row, each)

    def _lay_out_field(self, card: Card, row: int, declared: Field) -> None:
        one, other = (each.values.get(declared.name) for each in (self.doubt.first, self.doubt.second))
        is_same = one == other or (one in _NOTHING and other in _NOTHING)
        title = words(declared.label)
        sign = title if is_same else self.tr("≠ {field}").format(field=title)
        name = (Subtitle if is_same else Strong)(sign, card, wraps=True)
        if not is_same:
            name.setAccessibleName(self.tr("{field}: differs").format(field=title))
        self._grid.addWidget(name, row, _NAME, Qt.AlignmentFlag.AlignTop)
        for at in (_FIRST, _SECOND, _TOGETHER):
            text = (Text if is_same or at == _TOGETHER else Strong)("", card, wraps=True)
            self._texts.append((declared, at, text))
            self._grid.addWidget(text, row, at, Qt.AlignmentFlag.AlignTop)

    def _buttons(self, *, may_decide: bool, decides: bool) -> QHBoxLayout:
        self.reveal_button = QPushButton(self.tr("&Reveal for 30 seconds (R)"), self)
        self.apart_button = QPushButton(self.tr("Two &different ones (D)"), self)
        self.merge_button = primary_button(self.tr("Propose to &merge them (M)"), self)
        self.merge_button.setVisible(decides)
        self.apart_button.setVisible(may_decide and self.doubt.wished is None)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(self.reveal_button)
        row.addStretch(1)
        acts: list[tuple[QPushButton, Callable[[], None]]] = [
            (self.reveal_button, self.reveal),
            (self.apart_button, self.tell_apart),
            (self.merge_button, self.merge),
        ]
        for button, act in acts:
            button.clicked.connect(act)
        row.addWidget(self.apart_button)
        row.addWidget(self.merge_button)
        return row

    def _show_chosen(self) -> None:
        """What the one record says, and what comes along, for the one that is chosen."""
        if hasattr(self, "_preview"):
            self._fill()
            self._preview.setText(self._told())

    def _told(self) -> str:
        if self.doubt.wished is not None:
            return self.tr(
                "A merge of the two is proposed already. A supervisor who did not propose it decides under"
                " Review; until then both stay as they are."
            )
        merging = self.doubt.merging(self.kept)
        back = self.tr("It can be undone later, on the page of conflicts.")
        return f"{merging_words(merging, is_decider=self.doubt.is_decider)}\n· {back}"

    def _fill(self) -> None:
        together = self.doubt.together(self.kept)
        values = {_FIRST: self.doubt.first.values, _SECOND: self.doubt.second.values, _TOGETHER: together}
        for declared, at, text in self._texts:
            text.setText(self._in_words(declared, values[at].get(declared.name)))

    def _in_words(self, declared: Field, value: Value) -> str:
        if value in _NOTHING:
            return "—"
        say = value_words if self._is_revealed else masked_words
        return say(declared, value, self.doubt.names)

    def _ask_for(self, subject: Subject) -> None:
        household = subject.record if subject.kind == "household" else subject.values.get("household")
        self.household_asked.emit(str(household))
