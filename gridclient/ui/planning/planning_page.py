"""Campaigns and stand-ins: what is planned beyond the care plans, how far it is, and the form of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.planning import CampaignLine, Planned
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import day_words, language, listed
from gridcore.codes.care import CARE_LEVEL, CARE_NEEDS
from gridcore.codes.extra_visits import CAMPAIGN_REASON
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.permissions import COMMUNITY_SCOPE

_BOTH = 2


class ReadsPlanning(Protocol):
    """What the page asks (`gridclient.actions.planning.Planning`)."""

    may_write: bool

    async def lines(self, day: date) -> Sequence[Planned]:
        """What is planned."""

    async def grids(self) -> Sequence[tuple[RecordId, str]]:
        """The grids that may be handed over."""

    async def remove(self, line: Planned) -> None:
        """Take it back."""

    async def restore(self, line: Planned) -> None:
        """It was removed by mistake."""


class PlanningPage(FormPage):
    """One list of both; Enter opens the form, Delete takes back."""

    told = Signal(str, object)
    """What was done, and how it is taken back."""

    def __init__(
        self,
        planning: ReadsPlanning,
        records: WritesRecords,
        today: Callable[[], date],
        supervisor: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._planning = planning
        self._supervisor = supervisor
        self._rows: Sequence[Planned] = ()
        self.header = PageHeader(self.tr("Campaigns and stand-ins"), "", self)
        self.remove_button = QPushButton(self.tr("&Take back"), self)
        self.stand_in_button = QPushButton(self.tr("New &stand-in"), self)
        self.header.add_control(self.remove_button)
        self.header.add_control(self.stand_in_button)
        self.campaign_button = self.header.set_primary(self.tr("&New campaign"))
        empty = EmptyState(
            "flag",
            self.tr("Nothing is planned beyond the care plans."),
            self.tr(
                "A campaign adds a visit to each household that it fits: in the heat, in the cold, for a"
                " festival. A stand-in lets the workers of one grid make the visits of another one."
            ),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Campaigns and stand-ins"), empty, self)
        for each in (self.campaign_button, self.stand_in_button, self.remove_button):
            each.setVisible(planning.may_write)
        self._lay_out()
        self._choose(None)
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(self._choose)
        self.campaign_button.clicked.connect(self.add_campaign)
        self.stand_in_button.clicked.connect(self.add_stand_in)
        self.remove_button.clicked.connect(self.take_back)
        QShortcut(QKeySequence.StandardKey.Delete, self.table).activated.connect(self.take_back)

    def _say(self, text: str) -> None:
        self.told.emit(text, None)

    def add_campaign(self) -> None:
        """The form of a new campaign."""
        begun: Values = {"starts_on": self._today().isoformat()}
        self._open(
            FormAsked(
                "campaign",
                self.tr("New campaign"),
                "",
                prefill=begun,
                told=self.tr(
                    "It goes to people with a care plan whose level and needs fit; with an age alone, to"
                    " everybody who has reached it. Who refused visits is left in peace."
                ),
                scope=COMMUNITY_SCOPE,
                complete=self._complete,
            )
        )

    @async_slot(again="ignore")
    async def add_stand_in(self) -> None:
        """The form of a new stand-in."""
        grids = [Option(each, name) for each, name in await self._planning.grids()]
        if len(grids) < _BOTH:
            self.told.emit(self.tr("A stand-in takes two grids that you supervise."), None)
            return
        told = self.tr(
            "From the first day to the last the workers of the second grid see the first one and make its"
            " visits. It ends by itself; what they recorded stays."
        )
        self._open(
            FormAsked(
                "stand_in",
                self.tr("New stand-in"),
                "",
                prefill={"starts_on": self._today().isoformat()},
                links={"grid": grids, "by_grid": grids},
                told=told,
                scope=COMMUNITY_SCOPE,
                check=_one_grid,
                complete=self._complete,
            )
        )

    def edit(self) -> None:
        """The form of the current line."""
        row = self.table.current()
        if row is None or not self._planning.may_write:
            return
        if isinstance(row, CampaignLine):
            self._open(FormAsked("campaign", self.tr("Change the campaign"), row.campaign.name, row.record))
        elif row.may_change:
            told = self.tr(
                "Only the last day can be moved, so that nothing that was recorded is lost."
                " For other grids or another first day, take this one back and arrange a new one."
            )
            title = self.tr("Move the end of the stand-in")
            since = self.tr("from {day}").format(day=day_words(row.stand_in.starts_on))
            self._open(FormAsked("stand_in", title, f"{self._what(row)} · {since}", row.record, told=told))
        else:
            self.told.emit(self.tr("This is changed by who supervises both of these grids."), None)

    @async_slot(again="ignore")
    async def take_back(self) -> None:
        """The current line goes; the toast brings it back."""
        row = self.table.current()
        if row is None or not self._planning.may_write:
            return
        await self._planning.remove(row)
        self.saved.emit()
        self.told.emit(self.tr("Taken back; visits that were made stay."), lambda: self._restore(row))
        self.list.reload()

    @async_slot
    async def _restore(self, row: Planned) -> None:
        await self._planning.restore(row)
        self.saved.emit()
        self.list.reload()

    def _complete(self, _: Values) -> dict[str, Value]:
        return {"made_by": self._supervisor}

    def _choose(self, row: Planned | None) -> None:
        self.remove_button.setEnabled(row is not None)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[Planned]:
        if offset == 0:
            self._rows = await self._planning.lines(self._today())
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[Planned]]:
        return [
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=7),
            Column(self.tr("What"), self._what, width=10, stretches=True),
            Column(self.tr("From"), lambda row: day_words(_days(row)[0]), width=9),
            Column(self.tr("To"), lambda row: day_words(_days(row)[1]), width=9),
            Column(self.tr("For whom"), self._for_whom, width=14, stretches=True),
            Column(self.tr("Households reached"), self._reached, width=9),
        ]

    def _state(self, row: Planned) -> Badge:
        first, last = _days(row)
        is_disputed = row.is_disputed if isinstance(row, CampaignLine) else row.stand_in.is_disputed
        is_waiting = row.is_waiting if isinstance(row, CampaignLine) else row.stand_in.is_waiting
        if is_disputed:
            return Badge(self.tr("Disputed"), "conflict", "care")
        if is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        if last < self._today():
            return Badge(self.tr("Over"), "ring", "vacant")
        if first > self._today():
            return Badge(self.tr("To come"), "calendar", "vacant")
        return Badge(self.tr("Runs"), "check", "ok")

    def _what(self, row: Planned) -> str:
        if isinstance(row, CampaignLine):
            reason = CAMPAIGN_REASON.text(row.campaign.reason, language())
            return " · ".join(filter(None, (row.campaign.name, reason)))
        told = self.tr("{by} stands in for {grid}")
        return told.format(by=row.stand_in.by_name, grid=row.stand_in.grid_name)

    def _for_whom(self, row: Planned) -> str:
        if not isinstance(row, CampaignLine):
            return ""
        wish = row.campaign.wish
        levels = listed(CARE_LEVEL.text(each, language()) for each in sorted(wish.levels))
        needs = listed(CARE_NEEDS.text(each, language()) for each in sorted(wish.needs))
        age = "" if wish.from_age is None else self.tr("{age} and older").format(age=wish.from_age)
        return " · ".join(filter(None, (levels, needs, age))) or self.tr("Everybody with a care plan")

    def _reached(self, row: Planned) -> str:
        if not isinstance(row, CampaignLine):
            return ""
        reached, households = (QLocale().toString(each) for each in (row.reached, row.households))
        return self.tr("{reached} of {all}").format(reached=reached, all=households)

    def _lay_out(self) -> None:
        listed_rows = QWidget(self)
        column = QVBoxLayout(listed_rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self._stack = PanelStack[RecordPanel](listed_rows, self)


def _days(row: Planned) -> tuple[date, date]:
    if isinstance(row, CampaignLine):
        return row.campaign.wish.starts_on, row.campaign.wish.ends_on
    return row.stand_in.starts_on, row.stand_in.ends_on


def _one_grid(values: Values) -> Sequence[FieldProblem]:
    """A grid cannot stand in for itself."""
    same = values.get("grid") is not None and values.get("grid") == values.get("by_grid")
    return [problem("by_grid", "another_grid")] if same else []
