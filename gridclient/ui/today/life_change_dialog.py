"""Noting a major change: who, what, when. The visit within a day follows from it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gridclient.actions.life_changes import Noted, PersonFound
from gridclient.actions.records import Unsaved
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.widgets.choice_fields import ChoiceField, options_of
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.search_field import SearchField
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import language
from gridcore.codes.extra_visits import LIFE_CHANGE
from gridcore.dates import tidy_date
from gridcore.field_problems import problem
from gridcore.ids import RecordId

_LETTERS = 62
_LINES = 5


class NotesChanges(Protocol):
    """Finds people and notes what happened to them (`gridclient.actions.life_changes.LifeChanges`)."""

    async def people(self, text: str) -> Sequence[PersonFound]:
        """Who fits a text."""

    async def note(self, resident: RecordId, what: str, happened_on: datetime.date) -> Noted | Unsaved:
        """Note it."""


class LifeChangeDialog(FormDialog):
    """Closes when everything is chosen; `person`, `what` and `day` are what was noted."""

    def __init__(
        self,
        changes: NotesChanges,
        begun: PersonFound | None,
        today: Callable[[], datetime.date],
        parent: QWidget,
        *,
        happened_on: datetime.date | None = None,
    ) -> None:
        super().__init__(parent, letters=_LETTERS)
        self._changes, self._today = changes, today
        self.search = SearchField(self.tr("Name, pinyin or initials, address, phone"), self)
        self.people = QListWidget(self)
        self.people.setAccessibleName(self.tr("Person"))
        self.people.setFixedHeight(self.fontMetrics().lineSpacing() * (_LINES * 3 // 2 + 1))
        self.what_field = ChoiceField(options_of(LIFE_CHANGE, language()), self)
        self.what_field.setAccessibleName(self.tr("What happened"))
        self.day_field = DateField(lambda text: tidy_date(text).value, self)
        self.day_field.setAccessibleName(self.tr("Happened on"))
        self.day_field.set_value((happened_on or today()).isoformat())
        self.problem = FieldProblemText("", self, wraps=True)
        self.problem.hide()
        advice = self.tr(
            "The household stands first on Today and is called on within 24 hours. Only what happened is"
            " noted."
        )
        accept = self.lay_out(
            self.tr("Note a major change"),
            advice,
            *(Subtitle(self.tr("Person"), self), self.search, self.people),
            *(Subtitle(self.tr("What happened"), self), self.what_field),
            *(Subtitle(self.tr("Happened on"), self), self.day_field, self.problem),
        )
        accept.clicked.connect(self.finish)
        self.search.searched.connect(self._find)
        self.search.left_downwards.connect(self.people.setFocus)
        if begun is not None:
            self._offer([begun])
            self.what_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def person(self) -> PersonFound | None:
        """To whom it happened."""
        chosen = self.people.currentItem()
        found = None if chosen is None else chosen.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, PersonFound) else None

    @property
    def what(self) -> str | None:
        """The code of what happened."""
        value = self.what_field.value()
        return value if isinstance(value, str) else None

    @property
    def day(self) -> datetime.date | None:
        """The day on which it happened."""
        value = self.day_field.value()
        try:
            return datetime.date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None

    async def note(self) -> tuple[str, Noted | Unsaved] | None:
        """Ask, and note it: the name of the person and what came of it; None when it was left."""
        if not await ask(self) or self.person is None or self.what is None or self.day is None:
            return None
        changes, person, what, day = self._changes, self.person, self.what, self.day
        return person.name, await changes.note(person.resident, what, day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the search goes on to what was found; everywhere else it saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self.people.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        """Close, unless something is missing."""
        day = self.day
        if self.person is None:
            self._complain("resident", "required", self.search)
        elif self.what is None:
            self._complain("what", "required", self.what_field)
        elif day is None:
            self._complain("happened_on", "not_a_date", self.day_field)
        elif day > self._today():
            self._complain("happened_on", "date_too_late", self.day_field)
        else:
            self.accept()

    @async_slot(again="restart")
    async def _find(self, text: str) -> None:
        self._offer(await self._changes.people(text) if text.strip() else [])

    def _offer(self, people: Sequence[PersonFound]) -> None:
        self.people.clear()
        for each in people:
            item = QListWidgetItem(" · ".join(filter(None, (each.name, each.address))), self.people)
            item.setData(Qt.ItemDataRole.UserRole, each)
        if people:
            self.people.setCurrentRow(0)

    def _complain(self, field: str, code: str, widget: QWidget) -> None:
        self.problem.setText(problem_words(problem(field, code)))
        self.problem.show()
        self.make_room()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
