"""Consent in the form of a visit: how it stands, and what the person says about it now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.visit_consent import WITHDRAWN, Answer, answer_of, needs_guardian
from gridclient.actions.visits import PersonAtDoor
from gridclient.ui.care.consent_words import ask_again_words
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import Option, RadioField
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import language
from gridcore.codes.care import CONSENT
from gridcore.consents import is_child
from gridcore.field_problems import problem
from gridcore.fields import Value
from gridcore.ids import RecordId

_AS_IT_STANDS = "as_it_stands"
_STANDS_BY = ("granted", "guardian", "awaits_approval")


class ConsentRow(QWidget):
    """Shown for somebody with a care plan; `edited` when something was answered."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._person: PersonAtDoor | None = None
        self._day: date | None = None
        self._last: RecordId | None = None
        self._state = Subtitle("", self, wraps=True)
        self._told = Subtitle("", self, wraps=True)
        self._problem = FieldProblemText("", self, wraps=True)
        self.guardian = TextField(self)
        self.guardian.setInputMethodHints(NOT_LEARNED)
        self.guardian.setAccessibleName(self.tr("Name of the guardian"))
        self.guardian.setPlaceholderText(self.tr("Name of the guardian"))
        title = self.tr("Consent to visits")
        self.setAccessibleName(title)
        answers = {
            _AS_IT_STANDS: self.tr("As it stands"),
            "granted": self.tr("Agrees now"),
            "refused": self.tr("Does not agree"),
            WITHDRAWN: self.tr("Takes it back"),
        }
        self._of_standing, self._of_open = (
            RadioField([Option(name, answers[name]) for name in names], self)
            for names in ((_AS_IT_STANDS, WITHDRAWN), (_AS_IT_STANDS, "granted", "refused"))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        column.addWidget(Text(title, self))
        for each in (self._state, *self.choices, self.guardian, self._told, self._problem):
            column.addWidget(each)
        for choice in self.choices:
            choice.setAccessibleName(title)
            choice.edited.connect(self._follow)
            choice.edited.connect(self.edited)
        self.guardian.edited.connect(self._follow)
        self.guardian.edited.connect(self.edited)
        self._follow()

    @property
    def choices(self) -> tuple[RadioField, RadioField]:
        """What may be answered where consent stands, and where it does not."""
        return self._of_standing, self._of_open

    @property
    def answer(self) -> Answer | None:
        """What is said now; None where consent stays as it is."""
        said = self._chosen().value()
        if self._person is None or said in (None, _AS_IT_STANDS):
            return None
        return Answer(str(said), str(self.guardian.value() or "") if self._asks_guardian() else "")

    def show_person(self, person: PersonAtDoor | None, day: date | None) -> None:
        """Ask about this person; nobody without a plan is asked. What one said counts for nobody else."""
        asked = person if person is not None and person.plan is not None else None
        if person is not None:
            if self._last not in (None, person.resident):
                self.restore(None)
            self._last = person.resident
        if (asked, day) != (self._person, self._day):
            self._person, self._day = asked, day
            self._follow()

    def restore(self, value: Value) -> None:
        """Show what a draft kept."""
        said = answer_of(value)
        for each in self.choices:
            each.set_value(said.answer if said is not None else _AS_IT_STANDS)
        self.guardian.set_value(said.guardian if said is not None else None)
        self._follow()

    def show_problem(self) -> bool:
        """Say what is missing, if anything is, and go there."""
        said, person, day = self.answer, self._person, self._day
        lacks = (
            said is not None and person is not None and day is not None and needs_guardian(person, said, day)
        )
        self._problem.setText(problem_words(problem("guardian", "guardian_needed")) if lacks else "")
        self._problem.setVisible(lacks)
        if lacks:
            self.guardian.setFocus()
        return lacks

    def _chosen(self) -> RadioField:
        plan = self._person.plan if self._person is not None else None
        return self._of_standing if plan is not None and plan.consent in _STANDS_BY else self._of_open

    def _asks_guardian(self) -> bool:
        child = self._person is not None and self._day is not None and is_child(self._person.born, self._day)
        return child and self._chosen().value() == "granted"

    def _follow(self) -> None:
        plan = self._person.plan if self._person is not None else None
        self.setVisible(plan is not None)
        stands = CONSENT.text(plan.consent or "not_asked", language()) if plan is not None else ""
        again = ""
        if plan is not None and self._day is not None:
            again = ask_again_words(plan.may_ask_from, self._day)
        now = self.tr("Now: {state}").format(state=stands)
        self._state.setText(" · ".join(filter(None, (now, again))))
        for each in self.choices:
            each.setVisible(each is self._chosen())
        self.guardian.setVisible(self._asks_guardian())
        self._problem.hide()
        told = ""
        if self._asks_guardian():
            told = self.tr("This child is under 14: the guardian answers, and a supervisor approves it.")
        elif self.answer is not None and self.answer.answer != "granted":
            told = self.tr("Nobody is visited at the door without consent; the care plan rests from now on.")
        self._told.setText(told)
        self._told.setVisible(bool(told))
