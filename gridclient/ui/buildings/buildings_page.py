"""Buildings: the people-and-house chart, one building at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.buildings import BuildingLine, Chart, Flat
from gridclient.ui.async_slot import async_slot
from gridclient.ui.buildings.building_form import BuildingForm, ChangesBuildings
from gridclient.ui.buildings.chart_view import ChartView
from gridclient.ui.buildings.flat_signs import chart_words, counted
from gridclient.ui.buildings.legend import Legend
from gridclient.ui.buildings.regroup_dialog import RegroupDialog, RegroupsBuildings
from gridclient.ui.history.history_page import HistoryOf, history_button
from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridcore.ids import RecordId


class ReadsCharts(Protocol):
    """Reads buildings and their charts (`gridclient.actions.buildings.BuildingCharts`)."""

    async def buildings(self) -> list[BuildingLine]:
        """Every building, in the order of the tour."""

    async def chart(self, building: RecordId, day: datetime.date) -> Chart | None:
        """A building on a day."""

    async def building_of(self, household: RecordId) -> RecordId | None:
        """The building that a household lives in."""


class BuildingsPage(QWidget):
    """Chooses a building and shows its chart. Households and visits are other pages: it asks for them."""

    household_asked = Signal(str)
    visit_asked = Signal(str)
    """For a household."""
    registration_asked = Signal(str)
    history_asked = Signal(object)
    """The `HistoryOf` a building."""
    """Of a household in an empty room."""
    regrouped = Signal()
    """A building goes to another grid."""
    changed = Signal()
    """A building was changed."""

    def __init__(
        self,
        charts: ReadsCharts,
        clock: Callable[[], datetime.date],
        parent: QWidget | None = None,
        *,
        regrouping: RegroupsBuildings | None = None,
        forms: ChangesBuildings | None = None,
    ) -> None:
        """`regrouping`: for those who cut grids anew; `forms`: for those who say what a building is like."""
        super().__init__(parent)
        self._forms = forms if forms is not None and forms.may_change else None
        self._charts, self._clock, self._regrouping = charts, clock, regrouping
        self._lines: Sequence[BuildingLine] = ()
        self._wanted: RecordId | None = None
        self._wanted_household: RecordId | None = None
        self.header = PageHeader(self.tr("Buildings"), "", self)
        self._previous = IconButton("chevron-left", self.tr("Previous building"), self)
        self.estate = CalmComboBox(self)
        self.estate.setAccessibleName(self.tr("Estate"))
        self.building = CalmComboBox(self)
        self.building.setAccessibleName(self.tr("Building"))
        self._next = IconButton("chevron-right", self.tr("Next building"), self)
        self.edit = IconButton("pencil", self.tr("Change the building… (F2)"), self)
        self.regroup = IconButton("map", self.tr("To another grid…"), self)
        self.past = history_button(
            self, lambda: self.history_asked.emit(HistoryOf("building", self._chosen()))
        )
        for each in (
            self._previous,
            self.estate,
            self.building,
            self._next,
            self.edit,
            self.regroup,
            self.past,
        ):
            self.header.add_control(each)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self.legend = Legend(self)
        self.view = ChartView(self)
        self._empty = EmptyState("building", self.tr("The buildings are being read."), "", self)
        self._lay_out()
        self._connect()
        self._show(None)

    def page_shown(self) -> None:
        """Read what is shown anew; the keyboard is on the chart."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reload()

    def open_record(self, argument: object) -> None:
        """Show a building, or the building of a household with its door chosen; given by the record's id."""
        self._wanted = RecordId(str(argument))

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the buildings, and the chart of the one that is wanted or chosen."""
        lines = await self._charts.buildings()
        if not lines:
            self._lines = ()
            self._show(None)
            self._empty.show_text(
                self.tr("There are no buildings on this computer yet."),
                self.tr("They arrive when it is synced for the first time: F5."),
            )
            return
        ids = {each.id for each in lines}
        wanted, self._wanted = self._wanted or self._chosen(), None
        if wanted is not None and wanted not in ids:
            self._wanted_household = wanted
            wanted = await self._charts.building_of(wanted)
        self._offer(lines, wanted if wanted in ids else lines[0].id)
        await self._read()

    @async_slot(again="restart")
    async def show_chosen(self) -> None:
        """Read the chart of the chosen building."""
        await self._read()

    async def _read(self) -> None:
        building = self._chosen()
        chart = await self._charts.chart(building, self._clock()) if building is not None else None
        if chart is None:
            self.reload()  # it left this computer meanwhile
            return
        self._show(chart)
        household, self._wanted_household = self._wanted_household, None
        if household is not None:
            self.view.select_household(household)

    def _show(self, chart: Chart | None) -> None:
        is_first = chart is not None and self.view.chart is None
        self._stack.setCurrentWidget(self._empty if chart is None else self.view)
        for each in (self._previous, self._next, self.estate, self.building, self.past, self.legend):
            each.setVisible(chart is not None)
        may_regroup = self._regrouping is not None and self._regrouping.may_regroup
        self.regroup.setVisible(chart is not None and may_regroup)
        self.edit.setVisible(chart is not None and self._forms is not None)
        self.view.show_chart(chart)
        if chart is None:
            self.header.set_title(self.tr("Buildings"))
            self.header.set_subtitle("")
            return
        line = chart.building
        if is_first:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.header.set_title(" ".join(part for part in (line.estate, line.name) if part))
        self.header.set_subtitle(chart_words(chart))
        self.legend.show_counts(counted(chart))
        at = self.building.currentIndex()
        shown = [each.id for each in self._lines]
        place = shown.index(line.id) if line.id in shown else at
        self._previous.setEnabled(place > 0)
        self._next.setEnabled(place < len(shown) - 1)

    def _offer(self, lines: Sequence[BuildingLine], wanted: RecordId) -> None:
        """Fill both lists; the estate's buildings keep the order of the tour."""
        self._lines = lines
        line = next(each for each in lines if each.id == wanted)
        estates = list(dict.fromkeys(each.estate for each in lines))
        self.estate.clear()
        for name in estates:
            self.estate.addItem(name or self.tr("Other addresses"), name)
        self.estate.setCurrentIndex(estates.index(line.estate))
        self._offer_buildings(wanted)

    def _offer_buildings(self, wanted: RecordId | None = None) -> None:
        of_estate = [each for each in self._lines if each.estate == self.estate.currentData()]
        self.building.clear()
        for each in of_estate:
            self.building.addItem(each.name, each.id)
        ids = [each.id for each in of_estate]
        self.building.setCurrentIndex(ids.index(wanted) if wanted in ids else 0)

    def _chosen(self) -> RecordId | None:
        held = self.building.currentData()
        return None if held is None else RecordId(str(held))

    def _choose_estate(self) -> None:
        self._offer_buildings()
        self.show_chosen()

    def _step(self, by: int) -> None:
        ids = [each.id for each in self._lines]
        chosen = self._chosen()
        at = ids.index(chosen) + by if chosen in ids else -1
        if 0 <= at < len(ids):
            self._offer(self._lines, ids[at])
            self.show_chosen()

    def _open(self, flat: Flat) -> None:
        if not flat.households:
            self.registration_asked.emit(flat.room)
            return
        self._with_household(flat, self.household_asked.emit)

    @async_slot(again="ignore")
    async def ask_form(self) -> None:
        """What becomes of the building?"""
        building = self._chosen()
        if building is None or self._forms is None:
            return
        standing = await self._forms.standing(building)
        if standing is None:
            self.reload()  # it left this computer meanwhile
            return
        dialog = BuildingForm(self._forms, standing, self)
        dialog.changed.connect(self.changed)
        dialog.changed.connect(self.reload)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_regrouping(self) -> None:
        """To which grid does the building go, and since when?"""
        chart = self.view.chart
        if chart is None or self._regrouping is None:
            return
        dialog = RegroupDialog(self._regrouping, chart.building, self._clock, self)
        dialog.regrouped.connect(self.regrouped)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _record_visit(self) -> None:
        flat = self.view.current()
        if flat is not None:
            self._ask_visit(flat)

    def _ask_visit(self, flat: Flat) -> None:
        if flat.households:
            self._with_household(flat, self.visit_asked.emit)

    def _with_household(self, flat: Flat, do: Callable[[str], None]) -> None:
        """Of several households behind one door the user chooses."""
        if len(flat.households) == 1:
            do(flat.households[0].id)
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Households in {number}").format(number=flat.number))
        for each in flat.households:
            action = QAction(each.name or each.address, menu)
            menu.addAction(action)
            action.triggered.connect(lambda _=False, home=each.id: do(home))
        menu.aboutToHide.connect(menu.deleteLater)
        below = self.view.visualRect(self.view.currentIndex()).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(below + QPoint(0, 2)))
        menu.setActiveAction(menu.actions()[0])

    def _choose(self, flat: Flat | None) -> None:
        self.record.setEnabled(flat is not None and bool(flat.households))

    def _lay_out(self) -> None:
        card = Card(self, padding=5)
        card.setAccessibleName(self.tr("People and houses"))
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        card.body.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.legend)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self.estate.activated.connect(self._choose_estate)
        self.building.activated.connect(self.show_chosen)
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self._step(by))
        self.view.opened.connect(self._open)
        self.view.visit_asked.connect(self._ask_visit)
        self.view.chosen.connect(self._choose)
        self.record.clicked.connect(self._record_visit)
        self.regroup.clicked.connect(self.ask_regrouping)
        self.edit.clicked.connect(self.ask_form)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.ask_form)
