"""Another day for a visit, none this time, or another's hands, in a small panel under the list."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.today import DuePerson
from gridclient.actions.visit_changes import Change, HandOn, Move, Skip, TakeBack, Withdraw
from gridclient.actions.visit_offers import is_with_colleague, own_matters
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.name_field import NameField
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Strong, Text
from gridclient.ui.words import language
from gridcore.codes.visits import PLAN_EXCEPTION
from gridcore.dates import tidy_date
from gridcore.field_problems import FieldProblem, problem

_MOVED, _SKIPPED, _OFFERED = "moved", "skipped", "offered"
_WITHDRAWN, _TAKEN_BACK = "withdrawn", "taken_back"
_LONGEST = 200


class ChangePanel(Card):
    """Emits `given` with the person and the change. Enter saves, Escape leaves."""

    given = Signal(object, object)
    left = Signal()

    def __init__(self, clock: Callable[[], datetime.date], parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self._due: DuePerson | None = None
        self._title = Strong("", self)
        self.kind = ChoiceField((), self)
        self.kind.setAccessibleName(self.tr("What changes"))
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.setAccessibleName(self.tr("New day"))
        self.colleague = NameField(self)
        self.colleague.setAccessibleName(self.tr("Colleague"))
        self.reason = TextField(self)
        self.reason.setMaxLength(_LONGEST)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setInputMethodHints(NOT_LEARNED)
        self.problem = FieldProblemText("", self, wraps=True)
        self.cancel = QPushButton(self.tr("&Cancel"), self)
        self.save = primary_button(self.tr("&Save"), self)
        self._lay_out()
        self.kind.edited.connect(self._follow)
        self.day.returnPressed.connect(self.give)
        self.reason.returnPressed.connect(self.give)
        self.colleague.given.connect(self.give)
        self.save.clicked.connect(self.give)
        self.cancel.clicked.connect(self.left)
        self.hide()

    def begin(self, due: DuePerson, colleagues: Sequence[str] = ()) -> None:
        """Change this person's visit; one of the colleagues may make it."""
        self._due = due
        kinds = _kinds(due)
        self.kind.offer([Option(each, self._kind_words(each)) for each in kinds])
        self.colleague.offer(colleagues)
        title = self.tr("Change the visit to {name}").format(name=due.person.name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self.kind.set_value(kinds[0])
        self.day.set_value((self._clock() + datetime.timedelta(days=1)).isoformat())
        self.reason.set_value(None)
        self._follow()
        self.show()
        (self.day if kinds[0] == _MOVED else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Hand the change on, or say what is missing."""
        reason = self.reason.value()
        said = reason if isinstance(reason, str) else ""
        match self.kind.value():
            case "skipped" | "taken_back" if not said:
                self._complain("reason", "required", self.reason)
            case "skipped":
                self._give(Skip(said))
            case "taken_back":
                self._give(TakeBack(said))
            case "withdrawn":
                self._give(Withdraw())
            case "offered":
                colleague = self.colleague.value()
                if isinstance(colleague, str):
                    self._give(HandOn(colleague, said))
                else:
                    self._complain("handed_to", "required", self.colleague)
            case _:
                self._give_day(said)

    def _give_day(self, said: str) -> None:
        day = self._day()
        if day is None:
            self._complain("moved_to", "required" if not self.day.value() else "not_a_date", self.day)
        elif day < self._clock():
            self._say(self.tr("That day is over. Please choose today or a later one."), self.day)
        else:
            self._give(Move(day, said))

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """What the rules found."""
        self._say("\n".join(problem_words(each) for each in problems), self.reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _give(self, change: Change) -> None:
        if self._due is not None:
            self.given.emit(self._due, change)

    def _day(self) -> datetime.date | None:
        value = self.day.value()
        try:
            return datetime.date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None

    def _complain(self, field: str, code: str, widget: QWidget) -> None:
        self._say(problem_words(problem(field, code)), widget)

    def _say(self, text: str, widget: QWidget) -> None:
        self.problem.setText(text)
        self.problem.show()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Only a visit that is moved has a day, only one that is offered a colleague."""
        kind = self.kind.value()
        self.day.setEnabled(kind in (_MOVED, None))
        self.colleague.setEnabled(kind == _OFFERED)
        self.reason.setEnabled(kind != _WITHDRAWN)
        self.problem.hide()

    def _kind_words(self, kind: str) -> str:
        match kind:
            case "offered":
                return self.tr("Offer to a colleague")
            case "withdrawn":
                return self.tr("Withdraw the offer")
            case "taken_back":
                return self.tr("Take back from the colleague")
            case _:
                return PLAN_EXCEPTION.text(kind, language())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("What changes"), self.kind),
            (self.tr("New day"), self.day),
            (self.tr("Colleague"), self.colleague),
        )
        for number, (text, widget) in enumerate((*rows, (self.tr("Reason"), self.reason))):
            grid.addWidget(Text(text, self), number, 0)
            grid.addWidget(widget, number, 1)
        grid.addWidget(self.problem, len(rows) + 1, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        self.body.addWidget(self._title)
        self.body.addLayout(grid)
        self.body.addLayout(buttons)


def _kinds(due: DuePerson) -> tuple[str, ...]:
    """What may change about a visit: what a colleague has is theirs, until it is taken back from them."""
    if is_with_colleague(due):
        return (_TAKEN_BACK,)
    if any(each.is_own and each.offer.waits for each in due.offers):
        return _MOVED, _SKIPPED, _WITHDRAWN
    return (_MOVED, _SKIPPED, _OFFERED) if own_matters(due) else (_MOVED, _SKIPPED)
