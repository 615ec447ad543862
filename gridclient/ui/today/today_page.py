"""Today: who waits for a visit, in the order of a short way, and what came back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.today import DuePerson, Today
from gridclient.actions.visit_changes import Change, Changed, Move, Skip
from gridclient.ui.async_slot import async_slot
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.today.change_panel import ChangePanel
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Strong
from gridclient.ui.words import day_words, language, listed
from gridcore.codes.care import CARE_NEEDS, CONTACT_WAY
from gridcore.papers.filled_paper import Paper


class ReadsToday(Protocol):
    """Reads the day (`gridclient.actions.today.TodayList`)."""

    async def load(self, day: datetime.date) -> Today:
        """What is due on a day."""

    async def sheet(self, day: datetime.date) -> Paper:
        """The doors of a day on paper."""


class ChangesVisits(Protocol):
    """Changes a planned visit (`gridclient.actions.visit_changes.VisitChanges`)."""

    async def change(self, due: DuePerson, wanted: Change) -> Changed | Unsaved:
        """Change it."""

    async def take_back(self, changed: Changed) -> Saved | Unsaved:
        """As it was."""


class TodayPage(QWidget):
    """The first page of the day. It asks the window for a visit form or a household card."""

    visit_asked = Signal(object)
    household_asked = Signal(str)
    returned_asked = Signal(object)
    conflicts_asked = Signal()
    told = Signal(str, object)
    """What was done, and how it is taken back."""
    saved = Signal()

    def __init__(
        self,
        today: ReadsToday,
        changes: ChangesVisits,
        clock: Callable[[], datetime.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._changes, self._clock = today, changes, clock
        self._rows: Sequence[DuePerson] = ()
        self.header = PageHeader(self.tr("Today"), "", self)
        self.sheet = PaperButton(self.tr("Tour sheet"), {"": lambda: today.sheet(clock())}, self)
        self.sheet.setEnabled(False)
        self.header.add_control(self.sheet)
        self.household = QPushButton(self.tr("Open the &household"), self)
        self.change = QPushButton(self.tr("Chan&ge the plan"), self)
        self.header.add_control(self.household)
        self.header.add_control(self.change)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self._choose(None)
        self._returned = _Notice(self)
        self._conflicts = _Notice(self)
        self._birthdays = _Notice(self)
        self._empty = EmptyState("check", "", "", self)
        self.list = PagedRows(self._columns(), self._page, key=_key)
        self.table = RecordTable(self.list, self.tr("Visits due"), self._empty, self)
        self.panel = ChangePanel(clock, self)
        notices = QHBoxLayout()
        notices.setSpacing(RHYTHM)
        notices.addWidget(self._returned)
        notices.addWidget(self._conflicts)
        notices.addWidget(self._birthdays)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addLayout(notices)
        column.addWidget(self.table, 1)
        column.addWidget(self.panel)
        self._offer_changes()
        self.table.opened.connect(self.visit_asked)
        self.table.chosen.connect(self._choose)
        self.record.clicked.connect(self._ask_visit)
        self.household.clicked.connect(self._ask_household)
        self._conflicts.button.clicked.connect(self.conflicts_asked)
        self.sheet.told.connect(lambda text: self.told.emit(text, None))

    def page_shown(self) -> None:
        """Read the day anew."""
        self.reload()

    def returned_is_shown(self) -> bool:
        """Whether the page says that something came back."""
        return not self._returned.isHidden()

    def change_visit(self) -> None:
        """Ask for another day for the visit of whom the keyboard is on, or for none this time."""
        row = self.table.current()
        if row is not None:
            self.panel.begin(row)

    @async_slot(again="ignore")
    async def _save_change(self, due: DuePerson, wanted: Change) -> None:
        done = await self._changes.change(due, wanted)
        if isinstance(done, Unsaved):
            self.panel.show_problems(done.problems)
            return
        self._leave_panel()
        self.saved.emit()
        match wanted:
            case Move(to=to):
                text = self.tr("The visit to {name} is now planned for {day}.")
                text = text.format(name=due.person.name, day=day_words(to))
            case Skip():
                text = self.tr("The visit to {name} is left out this time.").format(name=due.person.name)
        self.told.emit(text, lambda: self._take_back(done))
        self.reload()

    @async_slot
    async def _take_back(self, changed: Changed) -> None:
        await self._changes.take_back(changed)
        self.saved.emit()
        self.reload()

    def _leave_panel(self) -> None:
        self.panel.hide()
        self.table.view.setFocus()

    def _offer_changes(self) -> None:
        view = self.table.view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        self.change.clicked.connect(self.change_visit)
        self.panel.given.connect(self._save_change)
        self.panel.left.connect(self._leave_panel)

    def _show_menu(self, at: QPoint) -> None:
        if self.table.current() is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Visit"))
        for button in (self.record, self.household, self.change):
            action = QAction(button.text(), menu)
            action.triggered.connect(button.click)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.view.viewport().mapToGlobal(at))

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the day and show it."""
        day = self._clock()
        today = await self._today.load(day)
        self._rows = [*today.due, *today.soon]
        self.sheet.setEnabled(bool(today.due))
        self.header.set_subtitle(self._summary(today))
        self._show_returned(today)
        self._conflicts.show_text(
            self.tr("%n matter(s) need your decision", "", today.conflicts) if today.conflicts else "",
            self.tr("&Decide"),
        )
        self._show_birthdays(today)
        self._empty.show_text(
            self.tr("Nobody waits for a visit today."),
            self.tr("Visits appear here on the day that a care plan names. Ctrl+K finds any household."),
            "check",
        )
        self.list.reload()

    def _summary(self, today: Today) -> str:
        waiting = self.tr("%n household(s) waiting", "", today.waiting)
        due = self.tr("%n due today", "", len(today.due) - today.waiting)
        soon = self.tr("%n in the next days", "", len(today.soon))
        asked = [self.tr("%n to be asked for consent", "", today.to_ask)] if today.to_ask else []
        closed = [self.tr("%n declined three times", "", today.declined)] if today.declined else []
        return " · ".join((day_words(today.day), waiting, due, soon, *asked, *closed))

    def _show_returned(self, today: Today) -> None:
        if not today.returned:
            self._returned.show_text("", "")
            return
        first = today.returned[0]
        text = self.tr("%n visit(s) came back to you: {remark}", "", len(today.returned))
        self._returned.show_text(text.format(remark=first.remark), self.tr("Op&en"))
        self._returned.on_click(lambda: self.returned_asked.emit(first))

    def _show_birthdays(self, today: Today) -> None:
        if not today.birthdays:
            self._birthdays.show_text("", "")
            return
        first, more = today.birthdays[0], len(today.birthdays) - 1
        text = self.tr("{day}: {name} turns {age}")
        text = text.format(day=day_words(first.day), name=first.name, age=first.age)
        rest = [self.tr("%n more this week", "", more)] if more else []
        self._birthdays.show_text(" · ".join((text, *rest)), self.tr("See the househo&ld"))
        self._birthdays.on_click(lambda: self.household_asked.emit(first.household))

    def _columns(self) -> list[Column[DuePerson]]:
        return [
            Column(self.tr("When"), self._when, badge=self._when_badge, width=11),
            Column(self.tr("Who"), lambda each: each.person.name, width=6),
            Column(self.tr("Where"), lambda each: each.person.address, width=14, stretches=True),
            Column(self.tr("Last visit"), self._last, width=9),
            Column(self.tr("Way"), self._way, width=5),
            Column(self.tr("What helps"), self._needs, width=14, stretches=True),
        ]

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[DuePerson]:
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _when(self, each: DuePerson) -> str:
        match each.due.state:
            case "overdue":
                return self.tr("waiting for %n day(s)", "", each.due.days)
            case "today":
                return self.tr("today")
            case _:
                return self.tr("in %n day(s)", "", each.due.days)

    def _when_badge(self, each: DuePerson) -> Badge:
        match each.due.state:
            case "overdue":
                return Badge(self._when(each), "clock", "care")
            case "today":
                return Badge(self._when(each), "calendar", "service")
            case _:
                return Badge(self._when(each), "calendar", "vacant")

    def _last(self, each: DuePerson) -> str:
        last = each.person.last_on
        return day_words(datetime.date.fromisoformat(last)) if last else self.tr("never")

    def _way(self, each: DuePerson) -> str:
        way = each.person.way
        return CONTACT_WAY.text(way, language()) if way else ""

    def _needs(self, each: DuePerson) -> str:
        return listed(CARE_NEEDS.text(need, language()) for need in each.person.needs)

    def _choose(self, row: object) -> None:
        for each in (self.record, self.household, self.change):
            each.setEnabled(row is not None)

    def _ask_visit(self) -> None:
        row = self.table.current()
        if row is not None:
            self.visit_asked.emit(row)

    def _ask_household(self) -> None:
        row = self.table.current()
        if row is not None:
            self.household_asked.emit(row.person.household)


class _Notice(Card):
    """One line that leads somewhere; not there when there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, padding=RHYTHM)
        self._text = Strong("", self, wraps=True)
        self.button = QPushButton(self)
        self._click: Callable[[], None] | None = None
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.button.clicked.connect(self._act)
        self.hide()

    def show_text(self, text: str, action: str) -> None:
        """Say it, or hide when the text is empty."""
        self._text.setText(text)
        self.button.setText(action)
        self.setVisible(bool(text))

    def on_click(self, do: Callable[[], None]) -> None:
        """What the button does from now on."""
        self._click = do

    def _act(self) -> None:
        if self._click is not None:
            self._click()


def _key(each: DuePerson) -> str:
    return f"{each.person.plan}/{each.due.period}"
