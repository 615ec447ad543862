"""One submission beside what stood before, and the decision on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.review import ProposedChange, Submission
from gridclient.ui.households.value_words import date_words, value_words
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.text_fields import LongTextField
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridclient.ui.words import words
from gridcore.fields import Field, Value
from gridcore.workflows import StepRule

_OF_LAST_VISIT = {
    "visited_on": "visited_on",
    "kind": "kind",
    "way": "way",
    "met": "is_met",
    "needs": "needs",
    "said": "said",
    "follow_up": "follow_up",
    "next_date": "next_date",
}


class Judgement(QWidget):
    """Shows a submission. `step_taken` carries the step, the remark and the field it is about."""

    step_taken = Signal(object, str, object)
    agreement_asked = Signal()
    revealed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._submission: Submission | None = None
        self._card: Card | None = None
        self._nothing = EmptyState("review", "", "", self)
        self._scroll = ScrollColumn(self)
        self.remark = LongTextField(self, lines=2)
        self.remark.setAccessibleName(self.tr("Remark"))
        self.remark.setPlaceholderText(self.tr("What should be mended?"))
        self.field = CalmComboBox(self)
        self.field.setAccessibleName(self.tr("Field of the remark"))
        self._obstacle = Subtitle("", self, wraps=True)
        self.approve_button = primary_button(self.tr("&Approve (A)"), self)
        self.return_button = QPushButton(self.tr("&Return (R)"), self)
        self.agreement_button = QPushButton(self.tr("&Read the agreement"), self)
        self._decision = self._decision_card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._decision)
        self.approve_button.clicked.connect(self.approve)
        self.return_button.clicked.connect(self._return)
        self.agreement_button.clicked.connect(self.agreement_asked)
        self.remark.textChanged.connect(self._show_buttons)
        self.show_nothing()

    @property
    def is_writing(self) -> bool:
        """Whether a remark has been begun."""
        return bool(self.remark.toPlainText().strip())

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._show(False)
        self._nothing.show_text(self.tr("Choose something on the left."), "", "review")

    def show_gone(self) -> None:
        """What was chosen is decided."""
        self._show(False)
        self._nothing.show_text(self.tr("This was decided meanwhile."), self.tr("Go on with the next one."))

    def show_submission(self, submission: Submission, proposed: ProposedChange | None) -> None:
        """Show it, with an empty remark."""
        self._submission = submission
        self.remark.clear()
        self.field.clear()
        self.field.addItem(self.tr("the whole"), None)
        for each in submission.remarkable:
            self.field.addItem(words(each.label), each.name)
        self.field.setVisible(bool(submission.remarkable))
        self.agreement_button.setVisible(submission.line.kind == "agreement")
        self._obstacle.setText(self._obstacle_words(submission))
        self._obstacle.setVisible(bool(submission.obstacle))
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = self._proposal(proposed) if proposed is not None else self._compare(submission)
        self._scroll.add(self._card)
        self._show(True)
        self._show_buttons()

    def approve(self) -> None:
        """Approve what is shown."""
        step = self._step(needs_reason=False)
        if step is not None:
            self.step_taken.emit(step, "", None)

    def ask_remark(self) -> None:
        """Go to the remark, without which nothing is returned."""
        if self._step(needs_reason=True) is not None:
            self.remark.setFocus()

    def _return(self) -> None:
        step = self._step(needs_reason=True)
        if step is not None and self.is_writing:
            remark, field = self.remark.toPlainText().strip(), self.field.currentData()
            self.remark.clear()
            self.step_taken.emit(step, remark, field)

    def _step(self, *, needs_reason: bool) -> StepRule | None:
        steps = self._submission.steps if self._submission is not None else ()
        return next((each for each in steps if each.needs_reason == needs_reason), None)

    def _show(self, is_shown: bool) -> None:
        self._nothing.setVisible(not is_shown)
        self._scroll.setVisible(is_shown)
        self._decision.setVisible(is_shown)
        if not is_shown:
            self._submission = None

    def _show_buttons(self) -> None:
        self.approve_button.setEnabled(self._step(needs_reason=False) is not None)
        self.return_button.setEnabled(self._step(needs_reason=True) is not None and self.is_writing)
        self.remark.setEnabled(self._step(needs_reason=True) is not None)

    def _decision_card(self) -> Card:
        card = Card(self)
        card.body.addWidget(self._obstacle)
        card.body.addWidget(self.field)
        card.body.addWidget(self.remark)
        row = QHBoxLayout()
        row.addWidget(self.agreement_button)
        row.addStretch(1)
        row.addWidget(self.return_button)
        row.addWidget(self.approve_button)
        card.body.addLayout(row)
        return card

    def _obstacle_words(self, submission: Submission) -> str:
        match submission.obstacle:
            case "own":
                return self.tr("This is your own work; another supervisor decides.")
            case "disputed":
                return self.tr("A conflict is open here. It must be decided before anybody can approve.")
            case "unsent":
                return self.tr("It is not on the server yet.")
            case _:
                return ""

    def _compare(self, submission: Submission) -> Card:
        card = Card(self)
        judged, before = submission.judged, submission.before
        card.body.addWidget(Heading(" · ".join(submission.line.title.words), card, wraps=True))
        card.body.addWidget(Subtitle(submission.line.author, card))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        last = self.tr("Last visit") if submission.line.kind == "visit" else self.tr("Before")
        grid.addWidget(Strong(self.tr("Submitted"), card), 0, 1)
        grid.addWidget(Strong(last, card), 0, 2)
        shown = submission.remarkable or tuple(
            each for each in judged.declared.fields.values() if not each.computed and each.link is None
        )
        for row, field in enumerate(shown, start=1):
            earlier = (
                getattr(before, _OF_LAST_VISIT.get(field.name, ""), None) if before is not None else None
            )
            if submission.line.kind != "visit":
                earlier = judged.former.get(field.cell)
            self._add_row(grid, row, field, judged.values.get(field.name), _listed(earlier), card)
        card.body.addLayout(grid)
        return card

    def _add_row(
        self, grid: QGridLayout, row: int, field: Field, value: Value, earlier: Value, card: Card
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Subtitle(words(field.label), card), row, 0, top)
        grid.addWidget(Text(value_words(field, value), card, wraps=True), row, 1, top)
        told = "" if earlier in (None, "", []) else value_words(field, earlier)
        grid.addWidget(Subtitle(told, card, wraps=True), row, 2, top)

    def _proposal(self, proposed: ProposedChange) -> Card:
        card = Card(self)
        title = " · ".join(
            [*proposed.title.words, *([date_words(proposed.title.day)] if proposed.title.day else [])]
        )
        card.body.addWidget(Heading(title, card, wraps=True))
        cell = proposed.declared.cells.get(proposed.cell)
        for field in cell.fields if cell is not None else ():
            card.body.addWidget(Strong(words(field.label), card))
            before = self.tr("Now: {value}").format(value=value_words(field, _member(field, proposed.before)))
            after = self.tr("Proposed: {value}").format(
                value=value_words(field, _member(field, proposed.value))
            )
            card.body.addWidget(Text(before, card, wraps=True))
            card.body.addWidget(Text(after, card, wraps=True))
        return card


def _member(field: Field, value: Value) -> Value:
    return value.get(field.name) if field.group is not None and isinstance(value, dict) else value


def _listed(value: object) -> Value:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, str | bool) else None
