"""The care of one person: its cards, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.care_person import CareCard
from gridclient.actions.household_card import ShownRecord, age_on
from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.rights import PersonsRequest
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.care.care_asks import CareAsks
from gridclient.ui.care.care_forms import answer_form, file_form, pair_form, plan_form, reason_form
from gridclient.ui.care.care_sections import ConsentSection, PairsSection, PlanSection, ReasonsSection
from gridclient.ui.care.person_file_paper import person_file_paper
from gridclient.ui.care.reads_care import KeepsRights, ReadsCare, WritesFiles
from gridclient.ui.care.requests_section import RequestsSection
from gridclient.ui.care.rights_dialog import RightsDialog
from gridclient.ui.history.history_page import HistoryOf, history_button
from gridclient.ui.households.form_page import PanelPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.households.value_words import date_words
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.papers.printing import ask_for_file, print_paper
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.scroll_column import Place, ScrollColumn
from gridclient.ui.widgets.toast import Toast
from gridcore.ids import RecordId

REASONS_SHOWN_FOR_MS = 120_000
"""Long enough to read and to begin an edit."""


class PersonPage(PanelPage[RecordPanel]):
    """Shows the person that it is given by id."""

    visit_asked = Signal(str, str)
    """For a household and one of its people."""
    household_asked = Signal(str)
    revealed = Signal(str, str, str)
    """Kind, record and field of a personal value that came into sight: log it."""
    looked = Signal(str, str, str, str)
    """Kind, record and field of something sensitive that came into sight, and the reason: log it."""
    saved = Signal()
    history_asked = Signal(object)
    """The `HistoryOf` this person."""

    def __init__(
        self,
        care: ReadsCare,
        records: WritesRecords,
        files: WritesFiles,
        now: Callable[[], datetime],
        worker: str,
        parent: QWidget | None = None,
        *,
        rights: KeepsRights,
    ) -> None:
        super().__init__(parent)
        self._care, self._records, self._files = care, records, files
        self._rights, self._requests = rights, tuple[PersonsRequest, ...]()
        self._now, self._worker = now, worker
        self._resident: RecordId | None = None
        self._shown_for = QTimer(self, singleShot=True, interval=REASONS_SHOWN_FOR_MS)
        """Runs while the reasons of care are in sight."""
        self._shown_for.timeout.connect(self.hide_reasons)
        self.card: CareCard | None = None
        self.header = PageHeader("", "", self)
        self.home = QPushButton(self.tr("H&ousehold"), self)
        self.header.add_control(self.home)
        self.past = history_button(
            self, lambda: self.history_asked.emit(HistoryOf("resident", self._resident))
        )
        self.header.add_control(self.past)
        self.file = QPushButton(self.tr("&File of this person…"), self)
        self.header.add_control(self.file)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self.asks = self._heard()
        self._empty = EmptyState("heart", self.tr("The care is being read."), "", self)
        self._scroll: ScrollColumn | None = None
        self._lay_out()
        self.toast = Toast(self)
        self.home.clicked.connect(self._ask_household)
        self.file.clicked.connect(self._note_file)
        self.record.clicked.connect(self._ask_visit)
        self._allow(None)

    def open_record(self, argument: object) -> None:
        """Show somebody's care, given by the id of the resident."""
        self._close_panel()
        self._shown_for.stop()
        self._resident = RecordId(str(argument))
        self._show_empty(self.tr("The care is being read."), "")

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the card."""
        if self._resident is None or self.panel is not None:
            return
        card = await self._care.card(self._resident, self._today())
        if card is None:
            self._show_empty(
                self.tr("This person is not on this computer."),
                self.tr("The person may have moved to another grid. Ctrl+K finds what is here."),
            )
            return
        self._requests = tuple(await self._rights.requests(self._resident))
        self._show(card)

    @async_slot(again="ignore")
    async def ask_for_rights(self) -> None:
        """Take down that something is wrong, or that it shall be erased; a supervisor answers."""
        card = self.card
        if card is None:
            return
        fields = await self._rights.correctable(card.resident.id)
        dialog = RightsDialog(card.resident.id, card.name, fields, self._today, self)
        if await ask(dialog):
            told = self.tr("Taken down; a supervisor answers it.")
            done = await self._rights.ask(card.resident.id, dialog.values(), dialog.wrong, dialog.right())
            self._changed(done, told)

    @async_slot(again="ignore")
    async def withdraw(self, answer: ShownRecord) -> None:
        """One press and one question; the toast takes it back."""
        card = self.card
        if card is None:
            return
        question = self.tr("Withdraw the consent of {name}?").format(name=card.name)
        consequence = self.tr(
            "Visits that rest on it end today. Nothing is deleted: the plan, this answer and former visits "
            "can still be read."
        )
        if not await confirm(self, question, consequence, self.tr("&Withdraw")):
            return
        done = await self._care.withdraw(card, answer, self._today())
        told = self.tr("Withdrawn. Visits have ended; it will be sent.")
        self._changed(done, told, lambda: self._take_back(card, answer))

    @async_slot
    async def _take_back(self, card: CareCard, answer: ShownRecord) -> None:
        self._changed(await self._care.restore(card, answer, self._today()))

    @async_slot(again="ignore")
    async def end_pair(self, pair: ShownRecord) -> None:
        """Either of the two may end the help; the toast takes it back."""
        done = await self._care.end_pair(pair.id, self._today())
        self._changed(done, self.tr("The help has ended."), lambda: self._go_on(pair))

    @async_slot
    async def _go_on(self, pair: ShownRecord) -> None:
        self._changed(await self._care.end_pair(pair.id, None))

    @async_slot(again="ignore")
    async def print_sheet(self) -> None:
        """The consent sheet to a printer."""
        if self.card is None:
            return
        try:
            is_printed = await print_paper(await self._care.sheet(self.card, self._today()), self)
        except ImportError:
            told = self.tr("This computer has no print system. Save the sheet as PDF instead.")
            self.toast.show_message(told)
            return
        if is_printed:
            self.toast.show_message(self.tr("The consent sheet is on its way to the printer."))

    @async_slot(again="ignore")
    async def save_sheet(self) -> None:
        """The consent sheet as PDF."""
        if self.card is None:
            return
        paper = await self._care.sheet(self.card, self._today())
        path = await ask_for_file(paper.title, self)
        if path is not None:
            await self._care.export(path, pdf_of(paper))
            self.toast.show_message(self.tr("The PDF was saved. It is not encrypted: please keep it safe."))

    @async_slot(again="ignore")
    async def look(self, why: str) -> None:
        """Show the reasons of care for a while, once it stands on the disk who looks and why."""
        card = self.card
        if card is None:
            return
        done = await self._care.look(card, why, self._now(), self._worker)
        if isinstance(done, Saved) and self._resident == card.resident.id:
            self._shown_for.start()
            for reason in card.reasons:
                self.looked.emit("care_reason", reason.id, "category", why)
        self._changed(done)

    def hide_reasons(self) -> None:
        """The reasons go out of sight; a form over the page stays, and the page below it is built anew."""
        self._shown_for.stop()
        if self.card is not None:
            self._show(self.card)

    def _offer_sheet(self, button: QWidget) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Consent sheet"))
        for words, act in (
            (self.tr("&Print…"), self.print_sheet),
            (self.tr("Save as P&DF…"), self.save_sheet),
        ):
            action = QAction(words, menu)
            action.triggered.connect(act)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    @async_slot(again="ignore")
    async def _open_pair(self, pair: ShownRecord | None) -> None:
        card = self.card
        if card is not None:
            helpers = await self._care.helpers(card.resident, self._today())
            self._open(pair_form(card, pair, helpers, self._today()))

    def _open_plan(self, plan: ShownRecord | None) -> None:
        if self.card is not None:
            self._open(plan_form(self.card, plan, self._today()))

    def _open_answer(self, answer: ShownRecord | None) -> None:
        if self.card is not None:
            self._open(answer_form(self.card, answer, self._today(), self._worker))

    def _open_reason(self, reason: ShownRecord | None) -> None:
        if self.card is not None and self.card.plans:
            self._open(reason_form(self.card, self.card.plans[0], reason))

    def _changed(self, done: Saved | Unsaved, told: str = "", undo: Callable[[], None] | None = None) -> None:
        if isinstance(done, Unsaved):
            told, undo = " ".join(map(problem_words, done.problems)), None
        else:
            self.saved.emit()
        if told:
            self.toast.show_message(told, undo)
        self.reload()

    def _open(self, asked: FormAsked) -> None:
        panel = RecordPanel(self._records, self._today, asked, self)
        panel.finished.connect(self._finish)
        panel.revealed.connect(self.revealed)
        self._stack.put(panel)

    def _note_file(self) -> None:
        if self.card is not None:
            self._open(file_form(self.card, self._today(), self._worker))

    @async_slot(again="ignore")
    async def give_file(self, given: RecordId) -> None:
        """Write out what is held about the person, once it stands on the disk for whom and why."""
        found = await self._files.file(given)
        if found is None:
            return
        is_json = found.given.values.get("form") == "json"
        path = await ask_for_file(self.tr("File of a person"), self, "json" if is_json else "pdf")
        if path is not None:
            content = found.as_json() if is_json else pdf_of(person_file_paper(found))
            await self._care.export(path, content)
            self.toast.show_message(self.tr("The file was saved. It is not encrypted: please keep it safe."))

    def _finish(self, told: str, saved: RecordId | None) -> None:
        kind = self.panel.kind if self.panel is not None else ""
        self._close_panel()
        if saved is not None:
            self.saved.emit()
        if saved is not None and kind == "given_file":
            self.give_file(saved)
        elif told:
            self.toast.show_message(told)
        self.reload()

    def _close_panel(self) -> None:
        if self._stack.close_panel():
            self.record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, card: CareCard) -> None:
        place = Place(self, self._scroll)
        self._drop_scroll()
        self.card = card
        self.header.set_title(card.name or "—")
        self.header.set_subtitle(self._subtitle(card))
        self._empty.hide()
        self._scroll = ScrollColumn(self._page)
        sections: list[QWidget] = [
            PlanSection(card, self._today(), self.asks, self._scroll),
            ConsentSection(card, self._today(), self.asks, self._scroll),
            PairsSection(card, self._today(), self.asks, self._scroll),
            RequestsSection(
                self._requests,
                self._today(),
                self.asks,
                self.ask_for_rights if self._rights.may_ask else None,
                self._scroll,
            ),
        ]
        if card.may.reason:
            is_seen = self._shown_for.isActive()
            sections.append(ReasonsSection(card, self.asks, self._scroll, is_seen=is_seen))
        for each in sections:
            self._scroll.add(each)
        self._page_column.addWidget(self._scroll, 1)
        self._allow(card)
        place.return_to(self._scroll)

    def _show_empty(self, why: str, advice: str) -> None:
        self._drop_scroll()
        self.card = None
        self.header.set_title("")
        self.header.set_subtitle("")
        self._empty.show_text(why, advice)
        self._empty.show()
        self._allow(None)

    def _drop_scroll(self) -> None:
        scroll, self._scroll = self._scroll, None
        if scroll is not None:
            scroll.hide()
            scroll.deleteLater()

    def _allow(self, card: CareCard | None) -> None:
        self.home.setVisible(card is not None and card.household is not None)
        self.past.setVisible(card is not None)
        self.file.setVisible(card is not None and card.may.give_file)
        self.record.setVisible(card is not None and card.household is not None and card.may.visit)

    def _subtitle(self, card: CareCard) -> str:
        age = age_on(card.resident.values.get("birth_date"), self._today())
        parts = [] if age is None else [self.tr("%n year(s) old", "", age)]
        if card.household is not None:
            parts.append(str(card.household.values.get("address") or ""))
        if card.last_on:
            parts.append(self.tr("last contact {day}").format(day=date_words(card.last_on)))
        return " · ".join(part for part in parts if part)

    def _ask_household(self) -> None:
        if self.card is not None and self.card.household is not None:
            self.household_asked.emit(self.card.household.id)

    def _ask_visit(self) -> None:
        if self.card is not None and self.card.household is not None:
            self.visit_asked.emit(self.card.household.id, self.card.resident.id)

    def _today(self) -> date:
        return self._now().astimezone().date()

    def _heard(self) -> CareAsks:
        asks = CareAsks(self)
        asks.plan_form.connect(self._open_plan)
        asks.answer_form.connect(self._open_answer)
        asks.pair_form.connect(self._open_pair)
        asks.reason_form.connect(self._open_reason)
        asks.look_asked.connect(self.look)
        asks.withdrawn.connect(self.withdraw)
        asks.pair_ended.connect(self.end_pair)
        asks.revealed.connect(self.revealed)
        asks.sheet_asked.connect(self._offer_sheet)
        return asks

    def _lay_out(self) -> None:
        self._page = QWidget(self)
        self._page_column = QVBoxLayout(self._page)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(RHYTHM)
        self._page_column.addWidget(self.header)
        self._page_column.addWidget(self._empty, 1)
        self._stack = PanelStack[RecordPanel](self._page, self)
