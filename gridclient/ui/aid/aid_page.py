"""Funded projects: one at a time, how far it is, whom it proposes and why, and who has a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.aid import AidLine, KnownProject, Opened
from gridclient.ui.aid.aid_words import project_words, state_badge, why_words
from gridclient.ui.aid.place_chips import GIVEN, NO_PLACE, OTHERS, PROPOSED, PlaceChips
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox, Option
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.search_field import SearchField
from gridclient.ui.widgets.texts import Subtitle
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.permissions import COMMUNITY_SCOPE


class GivesAid(Protocol):
    """What the page asks (`gridclient.actions.aid.Aid`)."""

    may_make: bool
    may_give: bool

    async def projects(self) -> Sequence[KnownProject]:
        """The latest first."""

    async def opened(self, project: RecordId, day: date) -> Opened | None:
        """A project with its list."""

    async def project_of(self, grant: RecordId) -> RecordId | None:
        """The project in which a grant found no place."""

    async def others(self, project: RecordId, text: str) -> Sequence[AidLine]:
        """Households without a place that a text finds."""

    async def members(self, household: RecordId) -> Sequence[tuple[RecordId, str]]:
        """Who lives in a household."""

    async def give(self, project: RecordId, line: AidLine) -> bool:
        """Give a household its place; False where none is left."""


class AidPage(FormPage):
    """Enter goes to the household, Space gives a place, F2 notes what was handed over, Delete takes back."""

    told = Signal(str, object)
    """What was done, and how it is taken back."""
    household_asked = Signal(str)

    def __init__(
        self,
        aid: GivesAid,
        records: WritesRecords,
        today: Callable[[], date],
        user: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._aid, self._user = aid, user
        self._opened: Opened | None = None
        self._rows: Sequence[AidLine] = ()
        self._wanted: RecordId | None = None
        self.header = PageHeader(self.tr("Funded projects"), "", self)
        self.project = CalmComboBox(self)
        self.project.setAccessibleName(self.tr("Project"))
        self.change_button = QPushButton(self.tr("&Change the project"), self)
        self.new_button = QPushButton(self.tr("&New project"), self)
        for each in (self.project, self.change_button, self.new_button):
            self.header.add_control(each)
        for each in (self.change_button, self.new_button):
            each.setVisible(aid.may_make)
        self.about = Subtitle("", self, wraps=True)
        self.chips = PlaceChips(self)
        self.search = SearchField(self.tr("Name or address of a household"), self)
        self.search.fit_hint()
        self.search.hide()
        self._empty = EmptyState("star", "", "", self)
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Households"), self._empty, self, goes_on=True)
        self.note_button = QPushButton(self.tr("Note what was &handed over"), self)
        self.note_button.setToolTip("F2")
        self.back_button = QPushButton(self.tr("&Take the place back"), self)
        self.give_button = primary_button(self.tr("&Give a place"), self)
        self.give_button.setToolTip(self.tr("Space bar"))
        self._lay_out()
        self._connect()
        self._choose(None)

    def open_record(self, argument: object) -> None:
        """Go to a project, given by its id, or to a grant that found no place, when the page is shown."""
        self._wanted = RecordId(str(argument)) if argument is not None else None

    @async_slot(again="restart")
    async def reload(self) -> None:
        """The projects, then the list of the chosen one."""
        found = await self._aid.projects()
        wanted, self._wanted = self._wanted, None
        refused_in = await self._aid.project_of(wanted) if wanted is not None else None
        chosen = refused_in or wanted or self.project.currentData()
        self.project.clear()
        for each in found:
            self.project.addItem(each.name, each.id)
        self.project.setCurrentIndex(max(self.project.findData(chosen), 0 if found else -1))
        for widget in (self.project, self.chips, self.about):
            widget.setVisible(bool(found))
        self.change_button.setEnabled(bool(found))
        self._show_search()
        if refused_in is not None:
            self.chips.press(NO_PLACE)
        self.list.reload()

    def add_project(self) -> None:
        """The form of a new project."""
        begun: Values = {"starts_on": self._today().isoformat()}
        told = self.tr(
            "Age and who lives together propose households; nobody gets anything by that alone. Why somebody"
            " is cared for is not read."
        )
        title = self.tr("New project")
        made = FormAsked(
            "aid_project", title, "", prefill=begun, told=told, scope=COMMUNITY_SCOPE, complete=self._made
        )
        self._open(made)

    def change_project(self) -> None:
        """The form of the project in sight."""
        if self._opened is not None and self._aid.may_make:
            project = self._opened.project
            self._open(FormAsked("aid_project", self.tr("Change the project"), project.name, project.id))

    def ask_household(self) -> None:
        """Go to the household of the current row."""
        row = self.table.current()
        if row is not None:
            self.household_asked.emit(row.household)

    @async_slot(again="ignore")
    async def give(self) -> None:
        """A person decides: the household of the current row gets its place."""
        row, opened = self.table.current(), self._opened
        if row is None or opened is None or row.grant is not None or not self._aid.may_give:
            return
        if not await self._aid.give(opened.project.id, row):
            full = self.tr(
                "All {places} places are given. With more places in the project this one can go on."
            )
            self.told.emit(full.format(places=opened.figures.places), None)
            return
        self.saved.emit()
        given = self.tr("{address} has a place.").format(address=row.address)
        self.told.emit(given, partial(self._undo, opened.project.id, row.household))
        self.list.reload()

    @async_slot(again="ignore")
    async def note(self) -> None:
        """The form of what the household of the current row got."""
        row = self.table.current()
        if row is None or row.grant is None or not self._aid.may_give:
            return
        people = [Option(each, name) for each, name in await self._aid.members(row.household)]
        links = {"resident": people} if people else {}
        title = self.tr("What was handed over")
        self._open(
            FormAsked("aid_grant", title, row.address, row.grant.id, links=links, complete=self._noted)
        )

    @async_slot(again="ignore")
    async def take_back(self) -> None:
        """The place of the current row goes; the toast brings it back."""
        row = self.table.current()
        if row is None or row.grant is None or not self._aid.may_give:
            return
        grant = row.grant.id
        await self._records.remove(grant)
        self.saved.emit()
        told = self.tr("The place of {address} is free again.").format(address=row.address)
        self.told.emit(told, partial(self._restore, grant))
        self.list.reload()

    @async_slot
    async def _restore(self, grant: RecordId) -> None:
        await self._records.restore(grant)
        self.saved.emit()
        self.list.reload()

    @async_slot
    async def _undo(self, project: RecordId, household: RecordId) -> None:
        opened = await self._aid.opened(project, self._today())
        lines = opened.lines if opened is not None else ()
        grant = next((each.grant for each in lines if each.household == household and each.grant), None)
        if grant is not None:
            await self._records.remove(grant.id)
            self.saved.emit()
            self.list.reload()

    def _made(self, _: Values) -> dict[str, Value]:
        return {"made_by": self._user}

    def _noted(self, _: Values) -> dict[str, Value]:
        return {"noted_by": self._user}

    def _say(self, text: str) -> None:
        self.told.emit(text, None)

    def _choose(self, row: AidLine | None) -> None:
        has_place = row is not None and row.grant is not None
        self.give_button.setEnabled(row is not None and not has_place)
        self.note_button.setEnabled(has_place)
        self.back_button.setEnabled(has_place)

    def _show_search(self) -> None:
        """Another household is looked for by typing."""
        looks = self.chips.chosen == OTHERS and self.project.count() > 0
        self.search.setVisible(looks)
        if looks and self.chips.isAncestorOf(self.focusWidget() or self):
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[AidLine]:
        if offset == 0:
            await self._read()
        return Page(self._rows[offset : offset + limit], len(self._rows))

    async def _read(self) -> None:
        chosen = self.project.currentData()
        self._opened = None if chosen is None else await self._aid.opened(RecordId(chosen), self._today())
        opened = self._opened
        if opened is None:
            self._rows = ()
            why = self.tr("No project is funded yet.")
            self._empty.show_text(why, self.tr("A supervisor makes one, with its budget and its places."))
            return
        self.about.setText(project_words(opened.project, opened.figures))
        self.chips.show_figures(opened.figures)
        if self.chips.chosen == OTHERS:
            self._rows = await self._aid.others(opened.project.id, self.search.text())
        else:
            self._rows = [each for each in opened.lines if _belongs(each, self.chips.chosen)]
        shows_grant, is_found = self.chips.chosen == GIVEN, self.chips.chosen == OTHERS
        self.table.show_columns(
            [not is_found, True, opened.figures.is_whole, not is_found, shows_grant, shows_grant]
        )
        self._tell_empty()

    def _tell_empty(self) -> None:
        texts = {
            PROPOSED: (
                self.tr("Nobody else is proposed."),
                self.tr("A household that fits in another way is found under “Another household”."),
            ),
            GIVEN: (self.tr("No household has a place yet."), ""),
            NO_PLACE: (self.tr("Every place that was asked for was given."), ""),
            OTHERS: (
                self.tr("No household without a place fits this.")
                if self.search.text().strip()
                else self.tr("Type a name or an address."),
                "",
            ),
        }
        self._empty.show_text(*texts[self.chips.chosen])

    def _columns(self) -> list[Column[AidLine]]:
        return [
            Column(self.tr("State"), lambda row: state_badge(row).word, badge=state_badge, width=6),
            Column(self.tr("Household"), lambda row: row.address, width=9, stretches=True, keeps_end=True),
            Column(self.tr("Grid"), lambda row: row.grid, width=5),
            Column(self.tr("For whom, and why"), why_words, width=7, stretches=True),
            Column(self.tr("Device number"), lambda row: row.grant.device if row.grant else "", width=6),
            Column(self.tr("Handed over on"), _handed_over, width=9),
        ]

    def _connect(self) -> None:
        self.table.opened.connect(lambda _: self.ask_household())
        self.table.chosen.connect(self._choose)
        self.project.activated.connect(self.list.reload)
        self.chips.changed.connect(self._show_search)
        self.chips.changed.connect(self.list.reload)
        self.search.searched.connect(self.list.reload)
        self.search.left_downwards.connect(self.table.take_keyboard)
        self.new_button.clicked.connect(self.add_project)
        self.change_button.clicked.connect(self.change_project)
        keys = (
            (self.give_button, Qt.Key.Key_Space, self.give),
            (self.note_button, Qt.Key.Key_F2, self.note),
            (self.back_button, Qt.Key.Key_Delete, self.take_back),
        )
        for button, key, do in keys:
            button.setVisible(self._aid.may_give)
            button.clicked.connect(do)
            pressed = QShortcut(QKeySequence(key), self.table)
            pressed.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pressed.activated.connect(do)

    def _lay_out(self) -> None:
        listed_rows = QWidget(self)
        column = QVBoxLayout(listed_rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.about)
        column.addWidget(self.chips)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addStretch(1)
        for each in (self.back_button, self.note_button, self.give_button):
            row.addWidget(each)
        column.addLayout(row)
        self._stack = PanelStack[RecordPanel](listed_rows, self)


def _belongs(line: AidLine, chosen: str) -> bool:
    """Whether a line is among those that a chip shows."""
    if line.found_none:
        return chosen == NO_PLACE
    return chosen == (PROPOSED if line.grant is None else GIVEN)


def _handed_over(line: AidLine) -> str:
    return date_words(line.grant.given_on) if line.grant is not None and line.grant.given_on else ""
