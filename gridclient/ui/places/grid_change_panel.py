"""The form by which a grid is split or merged into another one, with what would become of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.grid_changes import (
    BuildingSize,
    GridContent,
    GridLine,
    NewGrid,
    PlannedChange,
    Wanted,
    size_changes,
)
from gridclient.ui.async_slot import async_slot
from gridclient.ui.places.building_choice import BuildingChoice
from gridclient.ui.places.size_preview import SizePreview
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option, RadioField
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.save_keys import answer_save_keys
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import day_words
from gridcore.dates import tidy_date
from gridcore.field_problems import FieldProblem
from gridcore.grid_plans import day_problem
from gridcore.ids import RecordId

_NEW = ""
_ALONG, _STAY = "along", "stay"


class ChangesGrids(Protocol):
    """What the form asks (`gridclient.actions.grid_changes.GridChanges`)."""

    may_change: bool

    async def grids(self) -> Sequence[GridLine]:
        """Every grid."""

    async def content(self, grid: str) -> GridContent:
        """What lies in a grid."""

    def next_code(self, grids: Sequence[GridLine]) -> str:
        """The code of a new grid."""

    async def change(self, wanted: Wanted) -> FieldProblem | None:
        """Do it, or plan it, or say why not."""

    async def planned(self) -> Sequence[PlannedChange]:
        """What is planned."""

    async def take_back(self, planned: RecordId) -> None:
        """Give a plan up."""


class GridChangePanel(QWidget):
    """Splits a grid; with `ends`, everything of it goes to another one."""

    finished = Signal(str)
    """What to say; empty where nothing was changed."""

    def __init__(
        self,
        changes: ChangesGrids,
        grids: Sequence[GridLine],
        grid: GridLine,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        ends: bool = False,
    ) -> None:
        super().__init__(parent)
        self._changes, self._grid, self._today, self._ends = changes, grid, today, ends
        self._others = {
            each.code: each for each in grids if each.ended_on is None and each.is_here and each is not grid
        }
        self._buildings: Sequence[BuildingSize] = ()
        title = self.tr("Merge {name} into another grid") if ends else self.tr("Split {name}")
        self.header = PageHeader(title.format(name=grid.name), "", self)
        self.notice = ProblemBar(self)
        self._scroll = ScrollColumn(self)
        self.to = ChoiceField(self._targets(), self)
        self.name, self.code, self.worker = TextField(self), TextField(self), TextField(self)
        self.code.set_value(changes.next_code(grids))
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.set_value(today().isoformat())
        self.workers = RadioField(
            (
                Option(_ALONG, self.tr("also work where the buildings go")),
                Option(_STAY, self.tr("do not go along") if ends else self.tr("stay with what is left")),
            ),
            self,
        )
        self._is_said = False
        self.buildings = BuildingChoice(self)
        self.preview = SizePreview(self)
        self._lay_out()
        self.to.edited.connect(self._tell)
        self.buildings.chosen.connect(self._tell)
        self.workers.edited.connect(self._say_workers)
        for each in (self.name, self.worker, self.day):
            each.edited.connect(self._tell)
        self._tell()
        self._fill()

    @async_slot
    async def _fill(self) -> None:
        content = await self._changes.content(self._grid.code)
        self._buildings = content.buildings
        self.buildings.offer(content.buildings)
        self._tell()

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Do it, unless something is missing or cannot be right."""
        wrong = day_problem(self.day.value(), self._today())
        if wrong is None:
            wrong = await self._changes.change(
                Wanted(
                    self._grid.code,
                    self.buildings.ids(),
                    self._target(),
                    str(self.day.value()),
                    ends=self._ends,
                    keeps_workers=self.workers.value() == _ALONG,
                )
            )
        if wrong is not None:
            self.notice.show_problem(ProblemText(problem_words(wrong), severity="warning"))
            return
        if self.is_planned():
            told = self.tr("Planned; it happens by itself from {day} on.").format(day=self._day_words())
        else:
            told = self.tr("Saved; the buildings go to their grid with the next sync.")
        self.finished.emit(told)

    def is_planned(self) -> bool:
        """Whether the day lies ahead."""
        day = self.day.value()
        return isinstance(day, str) and day > self._today().isoformat()

    def leave(self) -> None:
        """Go back; nothing was changed."""
        self.finished.emit("")

    def _targets(self) -> list[Option]:
        new = [] if self._ends else [Option(_NEW, self.tr("A new grid"))]
        return new + [Option(each.code, each.name) for each in self._others.values()]

    def _target(self) -> str | NewGrid | None:
        chosen = self.to.value()
        if chosen is None:
            return None
        if chosen != _NEW:
            return str(chosen)
        worker = self.worker.value()
        name, code = self.name.value() or "", self.code.value() or ""
        return NewGrid(str(code), str(name), None if worker is None else str(worker))

    def _tell(self) -> None:
        """Only a new grid has fields; what is chosen shows at once what becomes of both."""
        target = self._target()
        for each in (self.name, self.code, self.worker):
            self._form.setRowVisible(each, isinstance(target, NewGrid))
        if not self._is_said:
            # Of a new grid, or one that takes over a whole one, nobody else knows the people.
            self.workers.set_value(_ALONG if self._ends or isinstance(target, NewGrid) else _STAY)
        chosen = self.buildings.ids()
        leaving = [each for each in self._buildings if self._ends or each.id in chosen]
        to = self._others.get(target) if isinstance(target, str) else target
        records = sum(each.records for each in leaving)
        sizes = size_changes(self._grid, leaving, to, ends=self._ends)
        self.preview.show_changes(sizes, len(leaving), records)
        self.preview.show_workers(
            goes_along=self.workers.value() == _ALONG,
            is_new=isinstance(target, NewGrid),
            planned=self._day_words() if self.is_planned() else "",
        )

    def _say_workers(self) -> None:
        self._is_said = True
        self._tell()

    def _day_words(self) -> str:
        return day_words(date.fromisoformat(str(self.day.value())))

    def _lay_out(self) -> None:
        fields = Card(self._scroll)
        inside = QWidget(fields)
        self._form = QFormLayout(inside)
        self._form.setContentsMargins(0, 0, 0, 0)
        for words, editor in (
            (self.tr("Where to"), self.to),
            (self.tr("Name of the new grid"), self.name),
            (self.tr("Its code"), self.code),
            (self.tr("Who works there"), self.worker),
            (self.tr("From"), self.day),
            (self.tr("Workers of {name}").format(name=self._grid.name), self.workers),
        ):
            editor.setAccessibleName(words)
            self._form.addRow(Text(words, inside), editor)
        fields.body.addWidget(inside)
        fields.body.addStretch(1)
        listed = Card(self._scroll, heading=self.tr("Buildings that go"))
        listed.body.addWidget(self.buildings)
        listed.setVisible(not self._ends)
        after = Card(self._scroll, heading=self.tr("What becomes of it"))
        after.body.addWidget(self.preview)
        top = QWidget(self._scroll)
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(fields, 1)
        row.addWidget(after, 1)
        for each in (top, listed):
            self._scroll.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._buttons())
        answer_save_keys(self, self.save)

    def _buttons(self) -> QHBoxLayout:
        discard = QPushButton(self.tr("&Discard"), self)
        self.accept_button = primary_button(
            self.tr("&Merge the grids") if self._ends else self.tr("&Split the grid"), self
        )
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addStretch(1)
        for button, do in ((discard, self.leave), (self.accept_button, self.save)):
            button.clicked.connect(do)
            row.addWidget(button)
        return row
