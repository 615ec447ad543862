"""One conflict: what it is about, the values side by side, and another value below them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.conflicts import AS_IT_IS, DIFFERENT, SAME, Matter
from gridclient.ui.conflicts.choice_card import ChoiceCard, Side, before_card, choice_card
from gridclient.ui.conflicts.third_value import ThirdValue
from gridclient.ui.conflicts.twin_card import twin_card
from gridclient.ui.households.value_words import field_title, value_words
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Heading, Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.fields import label
from gridcore.sync.disputes import BY_REMOVAL, BY_RULE, BY_TWIN

_SENTENCES = {
    BY_REMOVAL: label("Conflicts", "One person removed this record while another changed it. Does it stay?"),
    BY_TWIN: label("Conflicts", "These two records may be about the same person."),
}
_VALUE = label(
    "Conflicts", "This was changed in two places, neither of which knew of the other. Which value is right?"
)


class MatterView(QWidget):
    """Emits what is decided: `taken` with a choice, `settled` with a word, `written` for another value,
    `merged` with what is kept of two records.
    """

    taken = Signal(object)
    settled = Signal(str)
    written = Signal()
    merged = Signal(object)
    record_asked = Signal(str, str)

    def __init__(self, matter: Matter, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matter, self._now = matter, now
        self.third: ThirdValue | None = None
        self._acts: list[Callable[[], None]] = []
        self.buttons: list[QPushButton] = []
        self._cards: list[ChoiceCard] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(RHYTHM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(Heading(about_words(matter), self, wraps=True))
        column.addWidget(Subtitle(self._sentence(), self, wraps=True))
        column.addLayout(self._row)
        if matter.line.conflict_kind == BY_TWIN:
            self._show_twins(column)
        else:
            self._show_choices(column)
        self._add_foot(column)

    def decide(self, number: int) -> None:
        """Do what the button with this number does."""
        if 1 <= number <= len(self._acts):
            self._acts[number - 1]()

    def has_typing(self, focused: QWidget | None) -> bool:
        """Whether the keyboard is in a field, where digits are digits."""
        return self.third is not None and focused is not None and self.third.form.isAncestorOf(focused)

    @property
    def is_written_in(self) -> bool:
        """Whether another value was begun."""
        return self.third is not None and self.third.is_begun

    def last_control(self) -> QWidget:
        """Where Tab leaves the view."""
        return self._open_button

    def minimumSizeHint(self) -> QSize:
        widest = max((each.minimumSizeHint().width() for each in self._cards), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one below the other."""
        needed = sum(each.minimumSizeHint().width() + RHYTHM for each in self._cards)
        direction = QBoxLayout.Direction
        self._row.setDirection(
            direction.LeftToRight if needed <= event.size().width() else direction.TopToBottom
        )
        super().resizeEvent(event)

    def _sentence(self) -> str:
        rule = self.matter.rule
        if self.matter.line.conflict_kind == BY_RULE and rule is not None:
            return self.tr("{rule} Both edits were kept; together they do not fit.").format(
                rule=words(rule.label)
            )
        told = words(_SENTENCES.get(self.matter.line.conflict_kind, _VALUE))
        if self.matter.is_fixed and self.matter.line.is_open:
            told += "\n" + self.tr(
                "This field now stays as it was when the record was made: only the value that stands can be"
                " taken. The other one stays in the history."
            )
        return told

    def _show_choices(self, column: QVBoxLayout) -> None:
        matter = self.matter
        if matter.line.conflict_kind == BY_RULE:
            self._add_card(self._rule_card())
            self._act(self._cards[-1], lambda: self.settled.emit(AS_IT_IS))
        elif matter.line.conflict_kind != BY_REMOVAL:
            self._add_card(before_card(matter, self))
        for choice in matter.choices:
            card = choice_card(matter, choice, len(self._acts) + 1, self._now, self)
            self._add_card(card)
            self._act(card, partial(self.taken.emit, choice))
        if matter.may_write and matter.may_decide and matter.line.is_open:
            self.third = ThirdValue(matter, len(self._acts) + 1, self._today, self)
            self.third.written.connect(self.written)
            self._acts.append(self.third.begin)
            column.addWidget(self.third)

    def _show_twins(self, column: QVBoxLayout) -> None:
        matter = self.matter
        decides = matter.may_decide and matter.line.is_open
        for number, twin in enumerate(matter.twins, 1):
            card = twin_card(matter, twin, number if decides and matter.may_merge else 0, self)
            self._add_card(card)
            _on_click(card.open_button, partial(self.record_asked.emit, twin.kind, twin.record))
            if card.button is not None:
                self._act(card, partial(self.merged.emit, matter.merging(twin)))
        if decides:
            self._add_words(column)

    def _add_words(self, column: QVBoxLayout) -> None:
        """What can be said of two records without keeping one of them."""
        if self.matter.wished is not None:  # whoever presses a key once more means nothing else by it
            self._acts += [_nothing, _nothing]
        texts = [(self.tr("Two different people ({key})"), DIFFERENT)]
        if not self.matter.may_merge and self.matter.wished is None:
            texts.append((self.tr("One person; I put the records right ({key})"), SAME))
        row = QHBoxLayout()
        for text, word in texts:
            button = QPushButton(text.format(key=len(self._acts) + 1), self)
            row.addWidget(button)
            self.buttons.append(button)
            self._acts.append(partial(self.settled.emit, word))
            _on_click(button, self._acts[-1])
        row.addStretch(1)
        column.addLayout(row)

    def _rule_card(self) -> ChoiceCard:
        matter, rule = self.matter, self.matter.rule
        names = (rule.earlier, rule.later) if rule is not None else (matter.line.cell,)
        values = matter.subject.values if matter.subject is not None else {}
        lines = [
            f"{words(matter.declared.fields[name].label)}  "
            f"{value_words(matter.declared.fields[name], values.get(name), matter.linked)}"
            for name in names
            if name in matter.declared.fields
        ]
        verb = self.tr("Leave it as it is (1)") if matter.may_decide and matter.line.is_open else ""
        text = Text("\n".join(lines), self, wraps=True)
        return ChoiceCard(Side(self.tr("What stands there now"), verb=verb), text, self)

    def _add_card(self, card: ChoiceCard) -> None:
        self._cards.append(card)
        self._row.addWidget(card, 1)

    def _act(self, card: ChoiceCard, do: Callable[[], None]) -> None:
        if card.button is not None:
            self._acts.append(do)
            self.buttons.append(card.button)
            _on_click(card.button, do)

    def _add_foot(self, column: QVBoxLayout) -> None:
        matter = self.matter
        remark = self.tr("Every value stays in the history of the record, whatever you decide.")
        if not matter.may_decide:
            remark = self.tr("Who may change this record decides; you see it because it concerns you.")
        column.addWidget(Subtitle(remark, self, wraps=True))
        self._open_button = QPushButton(self.tr("&Open the record"), self)
        self._open_button.clicked.connect(
            lambda: self.record_asked.emit(matter.line.subject_kind, matter.line.subject)
        )
        column.addWidget(self._open_button, 0, Qt.AlignmentFlag.AlignLeft)
        first = self.buttons[0] if self.buttons else self._open_button
        self.setFocusProxy(first)

    def _today(self) -> date:
        return self._now.astimezone().date()


def _nothing() -> None:
    """What a number does whose button is not there any more."""


def _on_click(button: QPushButton, do: Callable[[], None]) -> None:
    """Whether the button is checked is none of `do`'s business."""

    def act() -> None:
        do()

    button.clicked.connect(act)


def about_words(matter: Matter) -> str:
    """Which record, and which field of it."""
    line = matter.line
    day = [day_words(date.fromisoformat(line.title.day))] if line.title.day else []
    field = [field_title(line.subject_kind, line.cell)] if line.cell and line.conflict_kind != BY_TWIN else []
    return " · ".join([words(matter.declared.label), *line.title.words, *day, *field])
