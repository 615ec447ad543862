"""The form by which people move: who, with which relation to the head there, where to, and since when.

One form for one person's move, for a household that splits and for two that become one: whoever founds a new
household at the same door splits it; where everybody goes to another one, nobody stays behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.household_card import Card as HouseholdCard
from gridclient.actions.household_card import ShownRecord
from gridclient.actions.moving import Departure, Door, Moved, NotMoved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.household_forms import address_of, name_of
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option, options_of
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.save_keys import answer_save_keys
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import language, words
from gridcore.codes.people import GONE, RELATION
from gridcore.dates import check_happened, tidy_date
from gridcore.fields import record_type
from gridcore.ids import RecordId
from gridcore.records.people import Resident

_FOUNDED = ""
_HEAD = "02"
_RELATION = record_type(Resident).fields["relation"]


class MovesPeople(Protocol):
    """What the form asks (`gridclient.actions.moving.Moving`)."""

    async def doors(self, household: RecordId) -> Sequence[Door]:
        """Where people may go."""

    async def move(
        self, people: Mapping[RecordId, str | None], to: RecordId | None, on: str
    ) -> Moved | NotMoved:
        """People move."""

    async def leave(self, resident: RecordId, how: Departure, on: str) -> Moved | NotMoved:
        """Somebody moves out of the community, or dies."""


class _Person:
    """The line of one member: who goes, as what to the head there, and what is wrong with that."""

    def __init__(self, member: ShownRecord, is_chosen: bool, form: QWidget) -> None:
        self.resident, name = member.id, name_of(member) or "—"
        self.chosen = QCheckBox(name, form)
        self.chosen.setChecked(is_chosen)
        self.relation = ChoiceField(options_of(RELATION, language()), form)
        self.relation.setAccessibleName(f"{words(_RELATION.label)}: {name}")
        self.problem = FieldProblemText("", form, wraps=True)
        self.problem.hide()
        self.relation.setEnabled(is_chosen)
        self.chosen.toggled.connect(self.relation.setEnabled)


class MovePanel(QWidget):
    """Shows the form and lives as long as it; `finished` tells what to say and where the people live now."""

    finished = Signal(str, object)
    opened = Signal()
    kind = "household"
    record = None
    """No record's own form: nothing of it changes meanwhile."""

    def __init__(
        self,
        moving: MovesPeople,
        today: Callable[[], date],
        card: HouseholdCard,
        chosen: RecordId | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.header = PageHeader(self.tr("Move people"), address_of(card), self)
        self.notice = ProblemBar(self)
        self._moving, self._today, self._card = moving, today, card
        self._scroll = ScrollColumn(self)
        self._body = Card(self._scroll)
        members = [each for each in card.members if each.values.get("status") != "deceased"]
        only = members[0].id if len(members) == 1 else chosen
        self.people = [_Person(each, each.id == only, self._body) for each in members]
        self.where = ChoiceField((), self._body)
        self.day = DateField(lambda text: tidy_date(text).value, self._body)
        self._day_problem = FieldProblemText("", self._body, wraps=True)
        self._lay_out()
        for each in self.people:
            each.chosen.toggled.connect(self._tell)
        self.where.edited.connect(self._tell)
        self._fill()

    @async_slot
    async def _fill(self) -> None:
        """Offer the doors."""
        doors = await self._moving.doors(self._card.household.id)
        self.where.offer(self._options(doors))
        self.opened.emit()

    def _options(self, doors: Sequence[Door]) -> list[Option]:
        found = [Option(_FOUNDED, self.tr("A new household at this door"))]
        if any(each.values.get("status") in GONE for each in self._card.members):
            found.append(Option(self._card.household.id, self.tr("Back into this household")))
        for each in doors:
            found.append(Option(each.household, " · ".join(p for p in (each.address, each.name) if p)))
        return found

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Move whoever is chosen."""
        for each in self.people:
            each.problem.hide()
        going = {each.resident: each.relation.value() for each in self.people if each.chosen.isChecked()}
        day, to = self.day.value(), self.where.value()
        wrong = self._missing(bool(going), to)
        if wrong or not self._is_day_right(day):
            if wrong:
                self.notice.show_problem(ProblemText(wrong, severity="warning"))
            return
        people = {each: str(relation) if relation else None for each, relation in going.items()}
        result = await self._moving.move(people, RecordId(str(to)) if to else None, str(day))
        if isinstance(result, Moved):
            self.finished.emit(self.tr("Saved on this computer; it will be sent."), result.household)
            return
        self._show_problems(result)

    def leave(self) -> None:
        """Go back; nothing was moved."""
        self.finished.emit("", None)

    def flush(self) -> None:
        """Nothing waits here: a move is saved whole."""

    def _missing(self, is_somebody: bool, to: object) -> str:
        if not is_somebody:
            return self.tr("Please choose who moves.")
        if to is None:
            return self.tr("Please choose where to.")
        return ""

    def _is_day_right(self, day: object) -> bool:
        wrong = check_happened(day, self._today())
        self._day_problem.setText(problem_words(wrong) if wrong is not None else "")
        self._day_problem.setVisible(wrong is not None)
        return wrong is None

    def _show_problems(self, result: NotMoved) -> None:
        if not result.problems:
            text = self.tr("Somebody of them is no longer on this computer. Nothing was moved.")
        else:
            text = self.tr("Nothing was moved yet. Please look at what is marked.")
        self.notice.show_problem(ProblemText(text, severity="warning"))
        for each in self.people:
            found = result.problems.get(each.resident)
            each.problem.setText(problem_words(found) if found is not None else "")
            each.problem.setVisible(found is not None)

    def _tell(self) -> None:
        """What becomes of the household that is left."""
        stay = [each for each in self.people if not each.chosen.isChecked()]
        living = {each.id for each in self._card.living}
        is_left = self.where.value() not in (None, self._card.household.id)
        empties = is_left and not any(each.resident in living for each in stay)
        self._after.setVisible(empties)

    def _lay_out(self) -> None:
        self._body.body.addLayout(self._grid())
        self._scroll.add(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self._scroll, 1)
        discard = QPushButton(self.tr("&Discard"), self)
        save = primary_button(self.tr("&Save"), self)
        save.setToolTip("Ctrl+S")
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addStretch(1)
        for button, do in ((discard, self.leave), (save, self.save)):
            button.clicked.connect(do)
            row.addWidget(button)
        column.addLayout(row)
        answer_save_keys(self, self.save)

    def _grid(self) -> QGridLayout:
        """A line for each person, then where to and since when."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setVerticalSpacing(RHYTHM)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Subtitle(self.tr("Who moves"), self._body), 0, 0)
        grid.addWidget(Subtitle(self.tr("Relation to the head there"), self._body), 0, 1)
        at = 1
        for each in self.people:
            grid.addWidget(each.chosen, at, 0)
            grid.addWidget(each.relation, at, 1)
            grid.addWidget(each.problem, at + 1, 0, 1, 3)
            at += 2
        for title, editor in ((self.tr("Where to"), self.where), (self.tr("Since"), self.day)):
            editor.setAccessibleName(title)
            grid.addWidget(Text(title, self._body), at, 0)
            grid.addWidget(editor, at, 1)
            at += 1
        self._after = Subtitle(
            self.tr("Nobody stays behind: the household is given up on that day, and stays in the history."),
            self._body,
            wraps=True,
        )
        for remark in (self._day_problem, self._after):
            remark.hide()
            grid.addWidget(remark, at, 0, 1, 3)
            at += 1
        self.day.set_value(self._today().isoformat())
        return grid
