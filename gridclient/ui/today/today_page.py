"""Today: who waits for a visit, in the order of a short way, and what came back."""

from __future__ import annotations

import asyncio
import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.life_changes import PersonFound
from gridclient.actions.records import Unsaved
from gridclient.actions.today import DuePerson, Today
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.filter_chips import FilterChips
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.today.changing import ChangesVisits, Changing
from gridclient.ui.today.life_change_dialog import LifeChangeDialog, NotesChanges
from gridclient.ui.today.notices import TodayNotices
from gridclient.ui.today.today_words import last_words, unknown_badge, way_words, when_badge, why_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState, Incomplete
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.words import day_words
from gridcore.deadlines import FROM_AFAR
from gridcore.papers.filled_paper import Paper

_WAITING, _TODAY, _SOON, _CHANGE = "waiting", "today", "soon", "change"
_CAMPAIGN, _PHONE, _LENT = "campaign", "phone", "lent"
_NONE: frozenset[str] = frozenset()
_PAINTED_S = 0.02
"""In it the first doors are painted: beside a reading thread that takes several times as long."""
_STATES = {"overdue": _WAITING, "today": _TODAY, "upcoming": _SOON}


class ReadsToday(Protocol):
    """Reads the day (`gridclient.actions.today.TodayList`)."""

    async def begin(self, day: datetime.date) -> Today | None:
        """How a day begins, while reading all of it takes long."""

    async def load(self, day: datetime.date) -> Today:
        """What is due on a day."""

    async def sheet(self, day: datetime.date) -> Paper:
        """The doors of a day on paper."""


class TodayPage(QWidget):
    """The first page of the day. It asks the window for a visit form or a household card."""

    visit_asked = Signal(object)
    household_asked = Signal(str)
    returned_asked = Signal(object)
    conflicts_asked = Signal()
    reviews_asked = Signal()
    person_asked = Signal(str)
    told = Signal(str, object)
    """What was done, and how it is taken back."""
    saved = Signal()

    def __init__(
        self,
        today: ReadsToday,
        changes: ChangesVisits,
        clock: Callable[[], datetime.date],
        parent: QWidget | None = None,
        *,
        life: NotesChanges | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._clock = today, clock
        self._life = life
        self._day: Today | None = None
        self._incomplete: Incomplete | None = None
        self._rows: Sequence[DuePerson] = ()
        self.header = PageHeader(self.tr("Today"), "", self)
        self.sheet = PaperButton(self.tr("Tour sheet"), {"": lambda: today.sheet(clock())}, self)
        self.sheet.setEnabled(False)
        self.sheet.answer_keys_of(self)
        self.header.add_control(self.sheet)
        self.household = QPushButton(self.tr("Open the &household"), self)
        self.change = QPushButton(self.tr("Chan&ge the plan"), self)
        self.header.add_control(self.household)
        self.header.add_control(self.change)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self._choose(None)
        self.notices = TodayNotices(self)
        self._titles = {name: text for name, text, _ in self._offered()}
        self.chips = FilterChips(self.tr("Narrow the list"), self._offered(), self)
        self.happened = QPushButton(self.tr("Note a ma&jor change…"), self)
        self.happened.setToolTip(self.tr("Somebody fell, came home from hospital, lost somebody (Ctrl+M)"))
        self._empty = EmptyState("check", "", "", self)
        self.list = PagedRows(self._columns(), self._page, key=_key)
        self.table = RecordTable(self.list, self.tr("Visits due"), self._empty, self, goes_on=True)
        self._lay_out()
        self.changing = Changing(changes, clock, self)
        self._offer_changes()
        self.table.opened.connect(self.visit_asked)
        self.table.chosen.connect(self._choose)
        self.record.clicked.connect(self._ask_visit)
        self.household.clicked.connect(self._ask_household)
        self.chips.changed.connect(self._narrow)
        self.happened.clicked.connect(self.note_change)
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self.note_change)
        for told, asked in (
            (self.notices.returned_asked, self.returned_asked),
            (self.notices.conflicts_asked, self.conflicts_asked),
            (self.notices.household_asked, self.household_asked),
            (self.notices.reviews_asked, self.reviews_asked),
            (self.notices.person_asked, self.person_asked),
        ):
            told.connect(asked)
        self.sheet.told.connect(lambda text: self.told.emit(text, None))

    def page_shown(self) -> None:
        """Read the day anew."""
        self.reload()

    def show_incomplete(self, why: Incomplete | None) -> None:
        """Say no number that may be too small; read the day anew when its lists are whole."""
        if why is not self._incomplete:
            self._incomplete = why
            self.reload()

    def returned_is_shown(self) -> bool:
        """Whether the page says that something came back."""
        return not self.notices.returned.isHidden()

    def change_visit(self) -> None:
        """Ask for another day for the visit of whom the keyboard is on, or for none this time."""
        row = self.table.current()
        if row is not None:
            self.changing.begin(row, self._day.colleagues if self._day is not None else ())

    @async_slot(again="ignore")
    async def note_change(self) -> None:
        """Take down that something happened to somebody; the visit stands in the list at once."""
        if self._life is None:
            return
        row = self.table.current()
        at = None if row is None else row.person
        begun = None if at is None else PersonFound(at.resident, at.name, at.address)
        dialog = LifeChangeDialog(self._life, begun, self._clock, self)
        noted = await dialog.note()
        if noted is None:
            return
        name, done = noted
        if isinstance(done, Unsaved):
            self.told.emit(" ".join(map(problem_words, done.problems)), None)
            return
        told = self.tr("Noted: {name} is called on within 24 hours.")
        if not done.is_new:
            told = self.tr("This was noted before: {name} is called on within 24 hours of it.")
        self.told.emit(told.format(name=name), None)
        self.saved.emit()
        self.reload()

    def _lay_out(self) -> None:
        narrow = QHBoxLayout()
        narrow.setSpacing(RHYTHM)
        narrow.addWidget(self.chips, 1)
        narrow.addWidget(self.happened, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.notices)
        column.addLayout(narrow)
        column.addWidget(self.table, 1)

    def _offer_changes(self) -> None:
        view = self.table.view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        self.change.clicked.connect(self.change_visit)
        self.changing.told.connect(self.told)
        self.changing.done.connect(self.saved)
        self.changing.done.connect(self.reload)
        self.changing.left.connect(view.setFocus)

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
        """Read the day and show it; of a long one that was not read before the first doors at once."""
        day = self._clock()
        begun = await self._today.begin(day) if self._day is None else None
        if begun is not None:
            self._show_day(begun)
            await asyncio.sleep(_PAINTED_S)
        self._show_day(await self._today.load(day))

    def _show_day(self, today: Today) -> None:
        self._day = today
        self.sheet.setEnabled(bool(today.due) and not self._is_arriving)
        self.header.set_subtitle(self._summary(today))
        self.notices.show_day(today)
        if today.asked:
            tab_through(self.header, self.notices.offers)
        self._narrow()

    def _narrow(self) -> None:
        """Show what the pressed chips leave, and what each of them holds."""
        if self._day is None:
            return
        day = self._day
        is_known = day.is_whole and not self._is_arriving
        chosen = self.chips.chosen() if is_known else _NONE
        rows = [*day.due, *day.soon]
        counts = Counter[str]()
        for names, many in Counter(map(_filters, rows)).items():
            counts.update(dict.fromkeys(names, many))
        counts[_LENT] = len(day.lent)
        for name, title in self._titles.items():
            chip = self.chips.chip(name)
            chip.setText(" ".join((title, self._count_words(counts[name], day))).rstrip())
            chip.setEnabled(bool(counts[name]) or chip.isChecked() or not is_known)
        offered = day.lent if _LENT in chosen else rows
        self._rows = [each for each in offered if chosen <= _filters(each)] if chosen else rows
        self._show_why_empty(bool(chosen))
        self.list.reload()

    def _count_words(self, count: int, day: Today) -> str:
        """Dots keep the place of what is still counted; no number that may be too small."""
        if not day.is_whole or self._is_arriving:
            return "…"
        return "" if self._incomplete is not None else QLocale().toString(count)

    def _show_why_empty(self, is_narrow: bool) -> None:
        if is_narrow:
            self._empty.show_text(self.tr("Nobody fits."), self.tr("Try fewer filters."), "search")
            return
        self._empty.show_text(
            self.tr("Nobody waits for a visit today."),
            self.tr("Visits appear here on the day that a care plan names. Ctrl+K finds any household."),
            "check",
        )

    def _offered(self) -> list[tuple[str, str, str]]:
        return [
            (_WAITING, self.tr("Household waiting"), "clock"),
            (_TODAY, self.tr("Today"), "calendar"),
            (_SOON, self.tr("In the next days"), "calendar"),
            (_CHANGE, self.tr("Major change"), "heart"),
            (_CAMPAIGN, self.tr("Campaign"), "flag"),
            (_PHONE, self.tr("By phone"), "phone"),
            (_LENT, self.tr("With a colleague"), "hand"),
        ]

    def _summary(self, today: Today) -> str:
        if self._is_arriving:
            return " · ".join((day_words(today.day), self.tr("visits are still arriving")))
        if self._incomplete is not None:
            return day_words(today.day)
        if not today.is_whole:
            return " · ".join((day_words(today.day), self.tr("counting who waits…")))
        overdue = today.waiting
        waiting = self.tr("%n household(s) waiting", "", overdue)
        due = self.tr("%n due today", "", len(today.due) - overdue)
        soon = self.tr("%n in the next days", "", len(today.soon))
        asked = [self.tr("%n to be asked for consent", "", today.to_ask)] if today.to_ask else []
        closed = [self.tr("%n declined three times", "", today.declined)] if today.declined else []
        return " · ".join((day_words(today.day), waiting, due, soon, *asked, *closed))

    def _columns(self) -> list[Column[DuePerson]]:
        return [
            Column(self.tr("When"), lambda each: self._when(each).word, badge=self._when, width=10, most=11),
            Column(self.tr("Who"), lambda each: each.person.name, width=4, most=6),
            Column(
                self.tr("Where"),
                lambda each: each.person.address,
                width=12,
                most=14,
                stretches=True,
                keeps_end=True,
            ),
            Column(self.tr("Last visit"), self._last, width=8, most=9),
            Column(self.tr("Way"), way_words, width=3, most=5),
            Column(self.tr("Why, and what helps"), why_words, width=6, most=36),
        ]

    @property
    def _is_arriving(self) -> bool:
        """Whether a visit that is not here yet may have been made: then nobody is said to wait."""
        return self._incomplete is Incomplete.ARRIVING

    def _when(self, each: DuePerson) -> Badge:
        return unknown_badge() if self._is_arriving else when_badge(each)

    def _last(self, each: DuePerson) -> str:
        return "…" if self._is_arriving else last_words(each)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[DuePerson]:
        return Page(self._rows[offset : offset + limit], len(self._rows))

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


def _filters(each: DuePerson) -> frozenset[str]:
    """Those that leave a line."""
    kinds = frozenset([occasion.kind for occasion in each.occasions]) if each.occasions else _NONE
    return _filters_of(each.due.state, kinds, each.person.way, each.due.handed_over)


@cache
def _filters_of(state: str, kinds: frozenset[str], way: str | None, is_lent: bool) -> frozenset[str]:
    """The same; of thousands of lines few differ in it."""
    found = {_STATES[state]}
    if "life_change" in kinds:
        found.add(_CHANGE)
    if "campaign" in kinds:
        found.add(_CAMPAIGN)
    if way in FROM_AFAR:
        found.add(_PHONE)
    if is_lent:
        found.add(_LENT)
    return frozenset(found)


def _key(each: DuePerson) -> str:
    return f"{each.person.plan}/{each.person.household}/{each.due.period}"
