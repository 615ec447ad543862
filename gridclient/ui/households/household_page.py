"""One household: its card, and the forms that change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.household_card import Card, Draft, ShownRecord
from gridclient.ui.async_slot import async_slot
from gridclient.ui.attachments.files_look import SeesFiles
from gridclient.ui.duplicates.alike_bar import FindsAlike
from gridclient.ui.history.history_section import FEW
from gridclient.ui.history.take_back import KeepsHistories, TakesBack
from gridclient.ui.households.away_panel import AwayPanel, MovesAway
from gridclient.ui.households.card_body import CardBody, Told
from gridclient.ui.households.erasure import ask_why
from gridclient.ui.households.form_page import PanelPage
from gridclient.ui.households.household_forms import (
    address_of,
    drafted_form,
    household_form,
    led_form,
    new_household,
    new_resident,
    phone_form,
    resident_form,
)
from gridclient.ui.households.household_words import subtitle_words
from gridclient.ui.households.identity_form import identity_form
from gridclient.ui.households.member_events import (
    CARE,
    CORRECT,
    DEPARTURES,
    IDENTITY,
    MemberEvents,
    let_report,
    page_menu,
)
from gridclient.ui.households.move_panel import MovePanel, MovesPeople
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.reads_cards import ReadsCards
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.households.section import CardAsks
from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.scroll_column import Place, ScrollColumn
from gridclient.ui.widgets.toast import Toast
from gridcore.ids import RecordId


@dataclass(frozen=True)
class Registration:
    """Asks the page for the form of a new household in a room."""

    room: RecordId


class HouseholdPage(PanelPage[RecordPanel | MovePanel | AwayPanel]):
    """Shows the household that it is given by id, or the form of a `Registration`."""

    visit_asked = Signal(str)
    """For a household."""
    visit_opened = Signal(str)
    """A recorded visit."""
    decision_asked = Signal(str)
    """Of a conflict."""
    dispute_asked = Signal(str)
    danger_asked = Signal(str)
    """A report of danger at a household."""
    care_asked = Signal(str)
    """Of a resident."""
    building_asked = Signal(str)
    """The chart with the household's door."""
    revealed = Signal(str, str, str)
    """Kind, record and field of a personal value that came into sight: log it."""
    saved = Signal()
    """Something was written."""

    def __init__(
        self,
        cards: ReadsCards,
        records: WritesRecords,
        moving: MovesPeople,
        histories: KeepsHistories,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.find_alike: FindsAlike | None = None
        self.files: SeesFiles | None = None
        self.away: MovesAway | None = None
        self._histories, self._changes_shown = histories, FEW
        self._cards, self._records, self._moving, self._now = cards, records, moving, now
        self._household: RecordId | None = None
        self._told: Told | None = None
        self._whole: frozenset[str] = frozenset()
        self.header = PageHeader("", "", self)
        self.chart = IconButton("building", self.tr("Show in the chart"), self)
        self.edit = QPushButton(self.tr("&Edit the household"), self)
        self.more = IconButton("more", self.tr("More"), self)
        self.header.add_control(self.chart)
        self.header.add_control(self.edit)
        self.header.add_control(self.more)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self._asks = self._heard()
        self._empty = EmptyState("home", self.tr("The household is being read."), "", self)
        self._scroll: ScrollColumn | None = None
        self._lay_out()
        self.toast = Toast(self)
        self.back = TakesBack(histories, self, self.toast)
        self.back.changed.connect(lambda: self._happened("", None))
        self.back.revealed.connect(self.revealed)
        self.back.shown_more.connect(self._keep_shown)
        self.events = MemberEvents(records, moving, self._today, self)
        self.events.happened.connect(self._happened)
        self.chart.clicked.connect(lambda: self._emit(self.building_asked))
        self.record.clicked.connect(lambda: self._emit(self.visit_asked))
        self.edit.clicked.connect(self.edit_household)
        self.more.clicked.connect(self._show_more)
        self._allow(None)

    def open_record(self, argument: object) -> None:
        """Show a household, given by its id, or the form of a new one."""
        self._close_panel()
        if isinstance(argument, Registration):
            self._household, self._told = None, None
            self.register(argument.room)
            return
        if argument != self._household:
            self._household, self._told, self._whole = RecordId(str(argument)), None, frozenset()
            self._changes_shown = FEW
            self._show_empty(self.tr("The household is being read."), "", "clock")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if self._scroll is not None and self.panel is None and event.key() in steps:
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.value() + steps[Qt.Key(event.key())] * bar.pageStep())
            return
        super().keyPressEvent(event)

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the card, or what the open form should know."""
        if self._stack.follow() or self._household is None:
            return
        card = await self._cards.card(self._household, self._today())
        if card is None and await self._follow_merge(self._household):
            return
        if card is None:
            self._told = None
            self._show_empty(
                self.tr("This household is not on this computer."),
                self.tr("It may have moved to another grid. Ctrl+K finds what is here."),
                "search",
            )
            return
        history = await self._histories.history("household", self._household)
        told = Told(card, history, self._whole, self._changes_shown)
        if told != self._told:
            self._show(told)

    async def _follow_merge(self, household: RecordId) -> bool:
        """Go to the household into which one was merged; False where there is none."""
        kept = await self._cards.standing(household)
        if kept == household or await self._cards.card(kept, self._today()) is None:
            return False
        self.open_record(kept)
        told = self.tr("Two records of this household became one; this is the one that was kept.")
        self.toast.show_message(told)
        self.reload()
        return True

    @async_slot(again="ignore")
    async def _lead(self, kind: str, record: str) -> None:
        """The form of the record that another one was merged into, with what was typed for that one."""
        self._close_panel()
        found = await self._cards.values(kind, RecordId(record))
        home = RecordId(record if kind == "household" else str((found or {}).get("household")))
        card = await self._cards.card(home, self._today())
        asked = led_form(card, RecordId(record)) if card is not None else None
        if asked is None:
            self.reload()
            return
        self.open_record(home)
        self._open(asked)

    @async_slot(again="ignore")
    async def register(self, room: RecordId) -> None:
        """The form of a new household in a room."""
        place = await self._cards.place(room)
        if place is None:
            self._show_empty(self.tr("This room is not on this computer."), "", "search")
            return

        self._open(new_household(place))

    def edit_household(self) -> None:
        """The form of the household."""
        if self._told is not None:
            self._open(household_form(self._told.card))

    def add_resident(self) -> None:
        """The form of somebody new."""
        if self._told is not None:
            self._open(new_resident(self._told.card))

    def edit_resident(self, resident: str) -> None:
        """The form of a member."""
        member = self._member(resident)
        if self._told is not None and member is not None:
            self._open(resident_form(self._told.card, member))

    def tell_event(self, what: str, record: str) -> None:
        """Something happened to a member or a number: ask for what it needs, or open its form."""
        if self._told is None:
            return
        card, member = self._told.card, self._member(record)
        number = next((each for each in card.phones if each.id == record), None)
        if number is not None and what == "remove":
            self.events.remove_number(number)
        elif number is not None:
            self._open(phone_form(card, number, RecordId(str(number.values.get("resident")))))
        elif member is None:
            return
        elif what == CARE:
            self.care_asked.emit(member.id)
        elif what == "remove":
            self.events.remove(member)
        elif what in DEPARTURES:
            self.events.leave(member, DEPARTURES[what])
        elif what == "phone":
            self._open(phone_form(card, None, member.id))
        elif what in (IDENTITY, CORRECT):
            self._open(identity_form(member, self._today(), corrects=what == CORRECT))
        else:
            self.move_people(member.id)

    def move_people(self, resident: RecordId | None = None) -> None:
        """The form by which people of this household move, with one of them chosen."""
        if self._told is not None:
            self._put(MovePanel(self._moving, self._today, self._told.card, resident, self))

    def move_away(self) -> None:
        """The form by which the household goes elsewhere as a whole."""
        if self._told is not None and self.away is not None:
            card = self._told.card
            self._put(AwayPanel(self.away, card.household.id, address_of(card), self))

    def _happened(self, told: str, undo: Callable[[], None] | None) -> None:
        self.saved.emit()
        self.reload()
        if told:
            self.toast.show_message(told, undo)

    def _show_more(self) -> None:
        if self._told is not None:
            away = self.move_away if self.away is not None else None
            menu = page_menu(self._told.card, self.move_people, away, self.ask_to_erase, self)
            asked = (partial(self._emit, each) for each in (self.danger_asked, self.dispute_asked))
            let_report(self._told.card, menu, *asked)
            menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @async_slot(again="ignore")
    async def ask_to_erase(self, kind: str, record: RecordId, name: str) -> None:
        """Ask that the household or a member be erased, with a reason; another supervisor decides."""
        reason = await ask_why(self, kind, name)
        if reason is None:
            return
        await self._records.ask_to_erase(record, reason)
        self.saved.emit()
        self.toast.show_message(
            self.tr("Asked. Nothing is erased until another supervisor agrees in Review.")
        )

    def _open(self, asked: FormAsked | None) -> None:
        if asked is None:
            return
        panel = RecordPanel(self._records, self._today, asked, self, find_alike=self.find_alike)
        panel.led.connect(self._lead)
        panel.instead.connect(self.open_record)
        panel.instead.connect(self.reload)
        panel.revealed.connect(self.revealed)
        self._put(panel)

    def _put(self, panel: RecordPanel | MovePanel | AwayPanel) -> None:
        panel.finished.connect(self._finish)
        panel.opened.connect(self.reload)
        self._stack.put(panel)

    def _open_draft(self, draft: Draft) -> None:
        if self._told is not None:
            self._open(drafted_form(self._told.card, draft, self._today()))

    def _finish(self, told: str, saved: RecordId | None) -> None:
        """Back to the card, which shows what was saved."""
        kind = self.panel.kind if self.panel is not None else ""
        self._close_panel()
        if saved is not None:
            self.saved.emit()
            if kind == "household":
                self._household = saved
        if told:
            self.toast.show_message(told)
        self.reload()

    def _close_panel(self) -> None:
        if self._stack.close_panel():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, told: Told) -> None:
        """The card in a scroll area of its own; keyboard and place stay where they were."""
        place, before = Place(self, self._scroll), self._scroll
        if before is not None:
            before.hide()
            before.deleteLater()
        self._told = told
        self.header.set_title(self._address())
        self.header.set_subtitle(subtitle_words(told.card))
        self._empty.hide()
        self._scroll = ScrollColumn(self._page)
        self.back.names = told.history.names
        body = CardBody(told, self._now(), self._asks, self.back.asks, self._scroll, files=self.files)
        self._scroll.add(body)
        self._page_column.addWidget(self._scroll, 1)
        self._allow(told.card)
        if not place.return_to(self._scroll) and before is None and self.isVisible():
            self.record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_empty(self, why: str, advice: str, symbol: str) -> None:
        if self._scroll is not None:
            self._scroll.hide()
            self._scroll.deleteLater()
            self._scroll = None
        self.header.set_title("")
        self.header.set_subtitle("")
        self._empty.show_text(why, advice, symbol)
        self._empty.show()
        self._allow(None)

    def _allow(self, card: Card | None) -> None:
        """What cannot be done is not there."""
        self.edit.setVisible(card is not None and card.may.edit_household)
        has_more = card is not None and (card.may.ask_to_erase or card.may.edit_resident)
        self.more.setVisible(has_more or (card is not None and card.may.report_danger))
        self.record.setVisible(card is not None and card.may.record_visit)
        self.chart.setVisible(card is not None and card.building is not None)

    def _address(self) -> str:
        return "" if self._told is None else address_of(self._told.card)

    def _member(self, resident: str) -> ShownRecord | None:
        members = self._told.card.members if self._told is not None else ()
        return next((each for each in members if each.id == resident), None)

    def _emit(self, signal: object) -> None:
        if self._household is not None:
            signal.emit(self._household)  # type: ignore[attr-defined]

    def _more(self, section: str) -> None:
        self._whole |= {section}
        self.reload()

    def _keep_shown(self, count: int) -> None:
        self._changes_shown = count

    def _today(self) -> date:
        return self._now().astimezone().date()

    def _heard(self) -> CardAsks:
        asks = CardAsks(self)
        asks.resident_added.connect(self.add_resident)
        asks.resident_edited.connect(self.edit_resident)
        asks.event_told.connect(self.tell_event)
        asks.decision_asked.connect(self.decision_asked)
        asks.care_asked.connect(self.care_asked)
        asks.visit_opened.connect(self.visit_opened)
        asks.draft_opened.connect(self._open_draft)
        asks.revealed.connect(self.revealed)
        asks.more_asked.connect(self._more)
        return asks

    def _lay_out(self) -> None:
        self._page = QWidget(self)
        self._page_column = QVBoxLayout(self._page)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(RHYTHM)
        self._page_column.addWidget(self.header)
        self._page_column.addWidget(self._empty, 1)
        self._stack = PanelStack[RecordPanel | MovePanel | AwayPanel](self._page, self)
