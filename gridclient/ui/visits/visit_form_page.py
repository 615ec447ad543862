"""Recording one visit on one screen: few keys, a draft as one types, submitted with Ctrl+S."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gridclient.actions.life_changes import PersonFound
from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.visits import OpenVisit, PlanAtDoor, VisitAsked, day_of
from gridclient.ui.async_slot import async_slot
from gridclient.ui.attachments.files_row import KeepsFiles
from gridclient.ui.history.history_page import HistoryOf, history_button
from gridclient.ui.today.life_change_dialog import LifeChangeDialog, NotesChanges
from gridclient.ui.visits.visit_form import VisitForm
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.question import confirm
from gridcore.field_problems import FieldProblem
from gridcore.fields import Values
from gridcore.workflows.approval import APPROVED, RETURNED, SUBMITTED


class WritesVisits(Protocol):
    """What the form asks (`gridclient.actions.visits.Visits`)."""

    async def open(self, asked: VisitAsked) -> OpenVisit | None:
        """The form that was asked for."""

    async def follow(self, opened: OpenVisit) -> OpenVisit:
        """The open form with what the supervisor says now."""

    async def words_left(self, asked: VisitAsked) -> str:
        """What was typed for a household that is no longer here."""

    def plan_day(self, plan: PlanAtDoor | None, visited_on: date) -> date | None:
        """When the plan wants the next visit."""

    def problems(self, opened: OpenVisit, whole: Values) -> Sequence[FieldProblem]:
        """What is wrong because of the door, or of what was handed over."""

    async def keep_draft(self, opened: OpenVisit, typed: Values) -> None:
        """Keep what is typed."""

    async def discard(self, opened: OpenVisit) -> None:
        """Forget what is typed."""

    async def submit(self, opened: OpenVisit, values: Values) -> Saved | Unsaved:
        """Save and hand in."""


class VisitFormPage(QWidget):
    """Shows the form of a `VisitAsked`. `finished` carries what to tell when one goes back to where one was.

    `saved` says that something was written, `revealed` names kind, record and field of what came into sight.
    """

    finished = Signal(str)
    saved = Signal()
    revealed = Signal(str, str, str)
    history_asked = Signal(object)
    """The `HistoryOf` the visit."""
    danger_asked = Signal(str)
    """Somebody in this household is in danger: it is to be reported. What is typed is kept."""

    def __init__(
        self,
        visits: WritesVisits,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        files: KeepsFiles | None = None,
        life: NotesChanges | None = None,
    ) -> None:
        super().__init__(parent)
        self._visits, self._today, self._files, self._life = visits, today, files, life
        self._opened: OpenVisit | None = None
        self._is_submitting = False
        self._done: set[str] = set()
        self.form: VisitForm | None = None
        self.header = PageHeader(self.tr("Record a visit"), "", self)
        self.happened = QPushButton(self.tr("Note a major change…"), self)
        self.happened.setToolTip(self.tr("Somebody fell, came home from hospital, lost somebody (Ctrl+M)"))
        self.header.add_control(self.happened)
        self.danger = QPushButton(self.tr("&Report danger…"), self)
        self.danger.setToolTip(
            self.tr("Somebody is in danger: whom to call, and the report to the supervisor")
        )
        self.header.add_control(self.danger)
        self.past = history_button(self, self._ask_history)
        self.header.add_control(self.past)
        self._notice = ProblemBar(self)
        self._empty = EmptyState("clock", self.tr("The form is being opened."), "", self)
        self._shown: VisitForm | None = None
        self._scroll = _scroll_area(self)
        self._inside = QWidget(self._scroll)
        self._inside.setAutoFillBackground(False)
        self._holder = QVBoxLayout(self._inside)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(self._inside)
        self.discard_button = QPushButton(self.tr("&Discard"), self)
        self.keep_button = QPushButton(self.tr("&Keep as draft"), self)
        self.submit_button = primary_button("", self)
        self.submit_button.setToolTip("Ctrl+S")
        self._lay_out()
        self._show_form(False)
        self.discard_button.clicked.connect(self.discard)
        self.keep_button.clicked.connect(self.leave)
        self.submit_button.clicked.connect(self.submit)
        self.happened.clicked.connect(self.note_change)
        self.danger.clicked.connect(self._ask_danger)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter", "Ctrl+M"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.note_change if keys == "Ctrl+M" else self.submit)

    def open_record(self, argument: object) -> None:
        """Show the form for a `VisitAsked`."""
        if isinstance(argument, VisitAsked):
            self.flush()
            self._open(argument)

    def go_back(self) -> bool:
        """Nothing is lost by leaving: what was typed is kept."""
        self.flush()
        return False

    @async_slot(again="restart")
    async def records_changed(self) -> None:
        """What the supervisor said meanwhile comes into sight; what is typed, and the cursor, stay."""
        opened = self._opened
        if opened is None or opened.form.is_new or self._is_submitting:
            return
        now = await self._visits.follow(opened)
        told = (now.state, now.remark_field, now.remark)
        if self._opened is not opened or told == (opened.state, opened.remark_field, opened.remark):
            return
        self._opened = now
        self._say(now)
        if self.form is not None and now.state == RETURNED and now.remark:
            self.form.show_remark(now.remark_field, now.remark)

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self.form is not None:
            self.form.flush()

    @async_slot(again="restart")
    async def _open(self, asked: VisitAsked) -> None:
        self._show_form(False)
        self._empty.show_text(self.tr("The form is being opened."), "", "clock")
        opened = await self._visits.open(asked)
        if opened is None:
            self._opened = None
            self._say_gone(await self._visits.words_left(asked))
            return
        self._show(opened)

    @async_slot(again="ignore")
    async def submit(self) -> None:
        """Save the visit and hand it in; with errors, go to the first one."""
        opened, form = self._opened, self.form
        if opened is None or form is None or form.show_all_problems():
            return
        self._is_submitting = True
        try:
            form.flush()
            result = await self._visits.submit(opened, form.to_save())
        finally:
            self._is_submitting = False
        if isinstance(result, Unsaved):
            form.set_problems(result.problems)
            if result.is_gone:
                self._tell_gone()
            self._keep(opened, form.to_save())
            return
        self._done.add(opened.form.record)
        self._opened = self.form = None
        self.saved.emit()
        self.finished.emit(self.tr("Saved on this computer; it will be sent."))

    @async_slot(again="ignore")
    async def note_change(self) -> None:
        """Take down that something happened to the person visited; what is typed stays as it is."""
        opened, form = self._opened, self.form
        if self._life is None or opened is None or form is None:
            return
        whole = form.whole()
        person = opened.person(whole.get("resident"))
        begun = None if person is None else PersonFound(person.resident, person.name, opened.door.address)
        day = day_of(whole.get("visited_on"))
        noted = await LifeChangeDialog(self._life, begun, self._today, self, happened_on=day).note()
        if noted is None:
            return
        name, done = noted
        if isinstance(done, Unsaved):
            self._tell(" ".join(map(problem_words, done.problems)))
            return
        told = self.tr("Noted. Unless {name} is met on this visit, somebody calls within 24 hours.")
        if not done.is_new:
            told = self.tr("This was noted before. Unless {name} is met on this visit, somebody calls soon.")
        self._tell(told.format(name=name))
        self.saved.emit()

    @async_slot
    async def _keep(self, opened: OpenVisit, typed: Values) -> None:
        """Keep what is typed so far; what is being submitted, or was, leaves no draft."""
        if not self._is_submitting and opened.form.record not in self._done:
            await self._visits.keep_draft(opened, typed)

    @async_slot(again="ignore")
    async def leave(self) -> None:
        """Go back and keep what was typed."""
        opened, form = self._opened, self.form
        if opened is None or form is None:
            return
        if not (form.is_changed or opened.is_restored):
            self.finished.emit("")
            return
        await self._visits.keep_draft(opened, form.to_save())
        self.finished.emit(self.tr("The draft is kept on this computer."))

    @async_slot(again="ignore")
    async def discard(self) -> None:
        """Go back and forget what was typed, after a question where something was."""
        opened, form = self._opened, self.form
        if opened is None or form is None:
            return
        if form.is_changed or opened.is_restored:
            question = self.tr("Discard what you typed?")
            consequence = self.tr("The draft is deleted. What was saved before stays as it is.")
            if not await confirm(self, question, consequence, self.tr("&Discard it")):
                return
        self._opened = self.form = None
        self._done.add(opened.form.record)
        await self._visits.discard(opened)
        self.finished.emit("")

    def _show(self, opened: OpenVisit) -> None:
        self._opened = opened
        plan = self._plan(opened)
        if self._shown is not None:
            self._shown.hide()
            self._holder.removeWidget(self._shown)
            self._shown.deleteLater()
        form = VisitForm(
            opened,
            lambda day: self._visits.plan_day(plan, day),
            self._today,
            self._inside,
            files=self._files,
            check=lambda whole: self._visits.problems(opened, whole),
        )
        self.form = self._shown = form
        self._holder.addWidget(form)
        self._put_buttons_last(form)
        form.edited.connect(lambda: self._keep(opened, form.to_save()))
        form.revealed.connect(lambda name: self.revealed.emit("visit", opened.form.record, name))
        self._say(opened)
        self._show_form(True)
        if opened.state == RETURNED and opened.remark:
            form.go_to_remark(opened.remark_field, opened.remark)
        else:
            form.focus_field("met" if opened.form.is_new else "visited_on")

    def _ask_history(self) -> None:
        if self._opened is not None:
            self.history_asked.emit(HistoryOf("visit", self._opened.form.record))

    def _ask_danger(self) -> None:
        self.flush()
        if self._opened is not None:
            self.danger_asked.emit(self._opened.door.household)

    def _plan(self, opened: OpenVisit) -> PlanAtDoor | None:
        person = opened.person(opened.form.values.get("resident"))
        return person.plan if person is not None else None

    def _say(self, opened: OpenVisit) -> None:
        """Title, subtitle, and what one should know before typing."""
        person = opened.person(opened.form.values.get("resident"))
        parts = [opened.door.address, person.name if person is not None else ""]
        self.header.set_title(self.tr("Record a visit") if opened.form.is_new else self.tr("Visit"))
        self.header.set_subtitle(" · ".join(each for each in parts if each))
        self.past.setVisible(not opened.form.is_new)
        self.submit_button.setText(self._verb(opened))
        self._done.discard(opened.form.record)
        self._notice.dismiss()
        if opened.state == RETURNED and opened.remark:
            self._tell(self.tr("This visit came back with a remark. Mend it, then submit it again."))
        elif opened.state == APPROVED:
            self._tell(self.tr("This visit is approved. What you change is proposed to the supervisor."))
        elif opened.is_led:
            self._tell(self.tr("What you asked for was merged into this household; this is its form."))
        elif opened.is_restored:
            self._tell(self.tr("Your draft is back, as you left it."))

    def _say_gone(self, typed: str) -> None:
        """The household has left; what was typed for it is shown, and stays in the list of drafts."""
        what_next = self.tr("It may have moved to another grid. Ctrl+K finds what is here.")
        if typed:
            kept = self.tr("What you typed is kept: {text}").format(text=typed)
            what_next = f"{what_next}\n{kept}"
        self._empty.show_text(self.tr("This household is not on this computer."), what_next, "search")

    def _tell_gone(self) -> None:
        told = self.tr(
            "What this visit belongs to is no longer on this computer, so nothing was saved. "
            "What you typed stays here."
        )
        self._notice.show_problem(ProblemText(told, severity="warning"))

    def _tell(self, text: str) -> None:
        self._notice.show_problem(ProblemText(text, severity="info"))

    def _verb(self, opened: OpenVisit) -> str:
        match opened.state:
            case "returned":
                return self.tr("&Submit again")
            case state if state in (SUBMITTED, APPROVED):
                return self.tr("&Save")
            case _:
                return self.tr("&Submit")

    def _put_buttons_last(self, form: VisitForm) -> None:
        """Tab goes through the form, which is younger than the buttons below it, and then to them."""
        last: QWidget = form
        each = form.nextInFocusChain()
        while each is not None and each is not form:
            if form.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                last = each
            each = each.nextInFocusChain()
        for button in (self.discard_button, self.keep_button, self.submit_button):
            QWidget.setTabOrder(last, button)
            last = button

    def _show_form(self, is_open: bool) -> None:
        self._empty.setVisible(not is_open)
        self.happened.setVisible(is_open and self._life is not None)
        for each in (self._scroll, self.danger, self.discard_button, self.keep_button, self.submit_button):
            each.setVisible(is_open)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(RHYTHM)
        buttons.addWidget(self.discard_button)
        buttons.addStretch(1)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.submit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self._notice)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(buttons)


def _scroll_area(parent: QWidget) -> QScrollArea:
    """Scrolls only where letters are large; else the form fills the page."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    return area
