"""A worker's diary: the day as the records tell it, one paragraph, and one key to send it."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.diaries import DIARY, READ, Day, ToldVisit
from gridclient.actions.records import Saved, Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.diary.diary_words import counts_words, visit_columns
from gridclient.ui.households.value_words import time_words
from gridclient.ui.icons import IconButton
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.form_row import FieldProblemText, FieldWarningText, problem_words
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Page, PagedRows, Sort
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.text_fields import LongTextField
from gridclient.ui.widgets.texts import Heading, Strong
from gridclient.ui.widgets.typing_pause import TypingPause
from gridclient.ui.words import words
from gridcore.dates import tidy_date
from gridcore.field_problems import problem
from gridcore.forbidden import forbidden_topic
from gridcore.papers.diary import DiaryVisit, diary_paper
from gridcore.papers.filled_paper import Paper

_PARAGRAPH = DIARY.fields["paragraph"]
_TYPING_MS = 400


class WritesDiary(Protocol):
    """What the page asks (`gridclient.actions.diaries.Diaries`)."""

    author: str

    async def day(self, day: datetime.date) -> Day:
        """A day as it stands."""

    async def keep_typed(self, day: Day, paragraph: str) -> None:
        """Keep what is typed."""

    async def send(self, day: Day, paragraph: str) -> Saved | Unsaved:
        """Send it."""


class DiaryPage(QWidget):
    """Emits `visit_asked` with a visit's id, `saved` and `told` when a day was sent."""

    visit_asked = Signal(str)
    saved = Signal()
    told = Signal(str)

    def __init__(
        self, diaries: WritesDiary, now: Callable[[], datetime.datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._diaries, self._now = diaries, now
        self._visits: Sequence[ToldVisit] = ()
        self._wanted: datetime.date | None = None
        self._follows_today = True
        self.day: Day | None = None
        self._sent: Day | None = None
        """The day as it stood when it was sent: what is typed from then on belongs to what was made of it."""
        self._loaded = ""
        self.header = PageHeader(self.tr("Diary"), "", self)
        self.before = IconButton("chevron-left", self.tr("The day before (Alt+PgUp)"), self)
        self.date = DateField(lambda text: tidy_date(text).value, self)
        self.date.setAccessibleName(self.tr("Day"))
        self.date.setFixedWidth(self.date.fontMetrics().horizontalAdvance("2026年12月31日") + 52)
        self.after = IconButton("chevron-right", self.tr("The day after (Alt+PgDown)"), self)
        self.paper = PaperButton(self.tr("Print"), {"": self._paper}, self)
        self.paper.answer_keys_of(self)
        for each in (self.before, self.date, self.after, self.paper):
            self.header.add_control(each)
        self.send_button = self.header.set_primary(self.tr("&Send to the supervisor"))
        self.send_button.setToolTip("Ctrl+S")
        self.notice = ProblemBar(self)
        self.counts = Strong("", self, wraps=True)
        empty = EmptyState(
            "visit",
            self.tr("No visit is recorded for this day."),
            self.tr("What you record appears here by itself."),
            self,
        )
        self.rows: PagedRows[ToldVisit] = PagedRows(visit_columns(), self._page, key=lambda e: e.noted.visit)
        self.table = RecordTable(self.rows, self.tr("Visits of the day"), empty, self)
        self.paragraph = LongTextField(self, lines=6)
        self.paragraph.setAccessibleName(words(_PARAGRAPH.label))
        self.paragraph.setInputMethodHints(NOT_LEARNED)
        if _PARAGRAPH.help is not None:
            self.paragraph.setPlaceholderText(words(_PARAGRAPH.help))
        self._warning = FieldWarningText("", self, wraps=True)
        self._problem = FieldProblemText("", self, wraps=True)
        self._pause = TypingPause(self, _TYPING_MS)
        self._keeping = asyncio.Lock()
        """Another day is read when what was typed is on the disk: else a day read again would lack it."""
        self._lay_out()
        self._connect()

    def page_shown(self) -> None:
        """Tell the day anew; what is typed stays. A window that was open over night goes on with today."""
        if self._follows_today:
            self.flush()
            self._wanted = None
        self.paragraph.setFocus()
        self.read()

    def records_changed(self) -> None:
        """Visits of the day may have come."""
        if self.isVisible():
            self.read()

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep()

    def turn(self, days: int) -> None:
        """To another day; never past today."""
        self._turn_to((self._wanted or self._today()) + datetime.timedelta(days=days))

    @async_slot(again="restart")
    async def read(self) -> None:
        """Read the day, and show the paragraph unless it is being typed."""
        async with self._keeping:
            wanted = self._wanted = self._wanted or self._today()
        day, shown = await self._diaries.day(wanted), self.day
        if shown is not None and shown.day == wanted and self.paragraph.toPlainText() != self._loaded:
            if shown is not self._sent:
                day = replace(day, form=shown.form)  # what is typed keeps the base on which it was begun
        else:
            self._show_paragraph(day)
        self.day = day
        self.date.set_value(wanted.isoformat())
        self.after.setEnabled(wanted < self._today())
        self._visits = day.visits
        self.counts.setText(counts_words(day.counts))
        self._show_state(day)
        self.rows.reload()

    def _show_paragraph(self, day: Day) -> None:
        """What was written of a day, to go on at its end; what stands there already stays as it is."""
        written = str(day.form.typed.get("paragraph", day.form.values.get("paragraph")) or "")
        if self.paragraph.toPlainText() != written:
            self.paragraph.set_value(written)
            self.paragraph.moveCursor(QTextCursor.MoveOperation.End)
        self._loaded = self.paragraph.toPlainText()
        self._warn()

    @async_slot(again="ignore")
    async def send(self) -> None:
        """Send the day with the paragraph."""
        day, typed = self.day, self.paragraph.toPlainText()
        if day is None or day is self._sent:
            return
        self._pause.stop()
        async with self._keeping:
            done = await self._diaries.send(day, typed)
            if not isinstance(done, Unsaved):
                self._sent, self._loaded = day, typed
        if isinstance(done, Unsaved):
            self._problem.setText(" ".join(problem_words(each) for each in done.problems))
            self._problem.show()
            return
        self._problem.hide()
        self.saved.emit()
        self.told.emit(self.tr("The diary is saved on this computer; it will be sent."))
        self.read()

    @async_slot
    async def _keep(self) -> None:
        day, typed = self.day, self.paragraph.toPlainText()
        if day is not None:
            async with self._keeping:
                if day is self._sent:
                    day = await self._diaries.day(day.day)
                await self._diaries.keep_typed(day, typed)

    def _turn_to(self, wanted: datetime.date) -> None:
        self.flush()
        self._wanted = min(wanted, self._today())
        self._follows_today = self._wanted == self._today()
        self.read()

    def _take_date(self) -> None:
        """A day that was typed; what is no day is put right by the field."""
        found = self.date.value()
        try:
            wanted = datetime.date.fromisoformat(str(found))
        except ValueError:
            return
        if wanted != self._wanted:
            self._turn_to(wanted)

    def _show_state(self, day: Day) -> None:
        sent = time_words(day.sent_at, self._now()) if day.sent_at else ""
        if not day.state:
            self.header.set_subtitle(self.tr("not sent yet"))
        elif day.state == READ:
            self.header.set_subtitle(self.tr("sent {when}, read by the supervisor").format(when=sent))
        else:
            self.header.set_subtitle(self.tr("sent {when}, not read yet").format(when=sent))
        self.send_button.setText(self.tr("&Send again") if day.state else self.tr("&Send to the supervisor"))
        self.send_button.setVisible(day.state != READ)
        self.paragraph.setReadOnly(day.state == READ)
        if day.is_changed:
            told = self.tr("The records of this day have changed since it was sent; what was sent stays.")
            self.notice.show_problem(ProblemText(told, severity="info"))
        else:
            self.notice.dismiss()

    def _warn(self) -> None:
        """The gentle question about what this program does not keep."""
        topic = forbidden_topic(self.paragraph.toPlainText(), free_text=True)
        self._warning.setText(problem_words(problem("paragraph", "forbidden_topic")) if topic else "")
        self._warning.setVisible(topic is not None)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ToldVisit]:
        return Page(self._visits[offset : offset + limit], len(self._visits))

    async def _paper(self) -> Paper | None:
        day = self.day
        if day is None:
            return None
        told = [DiaryVisit(each.noted, each.name, each.address) for each in day.visits]
        paragraph = self.paragraph.toPlainText()
        author = self._diaries.author
        return diary_paper(day.day.isoformat(), author, counts_words(day.counts), told, paragraph)

    def _today(self) -> datetime.date:
        return self._now().astimezone().date()

    def _open(self, row: object) -> None:
        if isinstance(row, ToldVisit):
            self.visit_asked.emit(row.noted.visit)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.date.editingFinished.connect(self._take_date)
        self.table.opened.connect(self._open)
        self.paragraph.edited.connect(self._warn)
        self.paragraph.edited.connect(self._pause.typed)
        self._pause.timeout.connect(self._keep)
        self.send_button.clicked.connect(self.send)
        for keys, act in (
            ("Ctrl+S", self.send),
            ("Alt+PgUp", lambda: self.turn(-1)),
            ("Alt+PgDown", lambda: self.turn(1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self.counts)
        column.addWidget(self.table, 3)
        card = Card(self)
        card.body.addWidget(Heading(words(_PARAGRAPH.label), card))
        card.body.addWidget(self.paragraph)
        for each in (self._warning, self._problem):
            each.hide()
            card.body.addWidget(each)
        column.addWidget(card, 2)
