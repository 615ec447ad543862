"""Asks what of a list leaves as a file, and what for; says in a sentence what will be in it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridclient.actions.export import Choice, Column, ExportLine, Gathered, Guard, ListAsked, Prepared
from gridclient.actions.export_file import FileWords
from gridclient.actions.export_rows import Progress
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.export.export_words import count_words, file_words, ledger_words, problem_of
from gridclient.ui.export.passphrase_dialog import confirmed
from gridclient.ui.export.request_card import RequestCard
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, FieldWarningText
from gridclient.ui.widgets.problem_bar import ProblemBar
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import in_a_row, language, words
from gridcore.codes.export import EXPORT_PURPOSE
from gridcore.export.guard import COUNTED_DAYS, MANY_FROM, NEVER_ABOVE, SECOND_PERSON_ABOVE
from gridcore.problems import ProblemError

_LETTERS = 84
_LONGEST_PURPOSE = 120


class ExportsLists(Protocol):
    """What the dialog asks (`gridclient.actions.export.ListExports`)."""

    may_unmask: bool

    def columns(self, ledger: str, *, is_masked: bool) -> tuple[Column, ...]:
        """What may be chosen."""

    async def gather(self, asked: ListAsked, progress: Progress) -> Gathered:
        """Read the list."""

    def needs(self, gathered: Gathered, *, is_masked: bool) -> Guard:
        """Who must agree."""

    def is_many(self, gathered: Gathered, *, is_masked: bool) -> bool:
        """Whether to remind of what so many people's data mean."""

    def prepare(self, gathered: Gathered, choice: Choice) -> Prepared:
        """Give it its number."""

    def seconds_to_wait(self) -> int:
        """How long the next passphrase must wait."""

    async def confirm(self, export: Prepared, passphrase: str) -> Prepared:
        """Take the word of whoever sits there."""

    async def write(self, export: Prepared, path: Path, words: FileWords, progress: Progress) -> None:
        """Write the file."""

    async def ask(self, gathered: Gathered, choice: Choice) -> None:
        """Ask a second person."""

    async def waiting(self, ledger: str) -> Sequence[ExportLine]:
        """What was asked for."""

    def is_over(self, line: ExportLine) -> bool:
        """Whether its time has passed."""

    async def allowed(self, line: ExportLine, progress: Progress) -> Prepared | None:
        """What a second person allowed."""


class ExportDialog(FormDialog):
    """Closes when the file is there, or when a second person was asked. `saved` then, and `told` says it."""

    saved = Signal()
    told = Signal(str)

    def __init__(self, exports: ExportsLists, asked: ListAsked, parent: QWidget) -> None:
        super().__init__(parent, letters=_LETTERS)
        self._exports, self._asked = exports, asked
        self._gathered: Gathered | None = None
        self._job: asyncio.Task[None] | None = None
        self.requests: list[RequestCard] = []
        self.masked = QCheckBox(self.tr("Hide personal data &partly (recommended)"), self)
        self.masked.setChecked(True)
        self.masked.setVisible(exports.may_unmask)
        self.masked.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.columns: dict[str, QCheckBox] = {}
        self.purpose = ChoiceField(
            [Option(each.code, EXPORT_PURPOSE.text(each.code, language())) for each in EXPORT_PURPOSE], self
        )
        self.what_for = TextField(self)
        self.what_for.setMaxLength(_LONGEST_PURPOSE)
        self.what_for.setPlaceholderText(self.tr("in a few words, without names"))
        self.sentence = Strong("", self, wraps=True)
        self.many = FieldWarningText(
            self.tr(
                "These are {count} people or more. Please take out only those whom the purpose needs: who"
                " passes such lists on answers for it, also before the law."
            ).format(count=MANY_FROM),
            self,
            wraps=True,
        )
        self.many.hide()
        self.problem = FieldProblemText("", self, wraps=True)
        self.problem.hide()
        self.failure = ProblemBar(self)
        self.progress = ProgressPanel(self.tr("The list is being counted."), self)
        self._room = QWidget(self)
        self._room_column = QVBoxLayout(self._room)
        self._room_column.setContentsMargins(0, 0, 0, 0)
        self._room.hide()
        title = self.tr("Export: {list}").format(list=ledger_words(asked.ledger))
        advice = self.tr("The file is not encrypted. Every export is on record; supervisors see it.")
        self.accept_button = self.lay_out(
            title,
            advice,
            self._room,
            self._fields(),
            self.sentence,
            self.many,
            self.problem,
            self.failure,
            self.progress,
            accept=self.tr("&Save as…"),
        )
        # Without a width a wrapped text asks for more height than it needs: `make_room` knows better.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._connect()
        self._show()
        self.purpose.setFocus()
        self.count()

    def reject(self) -> None:
        """A job ends first; what it began leaves nothing."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    @async_slot(again="ignore")
    async def count(self) -> None:
        """Read the list, to say what will be in the file."""
        for each in await self._exports.waiting(self._asked.ledger):
            card = RequestCard(each, self._room, is_over=self._exports.is_over(each))
            card.wanted.connect(self.write_allowed)
            self.requests.append(card)
            self._room_column.addWidget(card)
            self._room.show()
        self._order()
        self._begin(self.tr("The list is being counted."))
        try:
            self._gathered = await self._exports.gather(self._asked, self.progress.show_progress)
        finally:
            self._end()

    @async_slot(again="ignore")
    async def go_on(self) -> None:
        """Write the file, or ask a second person; unless something is missing."""
        gathered, wrong = self._gathered, self._missing()
        self._tell_problem(wrong)
        if gathered is None or wrong:
            return
        choice = self.choice()
        if self._exports.needs(gathered, is_masked=choice.is_masked) is Guard.SECOND_PERSON:
            await self._exports.ask(gathered, choice)
            self._close(
                self.tr("Another supervisor was asked. The answer appears when you open Export here again.")
            )
            return
        await self._write(self._exports.prepare(gathered, choice))

    @async_slot(again="ignore")
    async def write_allowed(self, line: ExportLine) -> None:
        """Write what a second person allowed."""
        self._begin(self.tr("The list is being read."))
        try:
            export = await self._exports.allowed(line, self.progress.show_progress)
        finally:
            self._end()
        if export is None:
            self._tell_problem(
                self.tr(
                    "This cannot be written as it was allowed: more people are in the list now, or it was"
                    " asked for on another computer. Please ask again."
                )
            )
            return
        await self._write(export)

    def choice(self) -> Choice:
        """What is chosen."""
        return Choice(
            columns=tuple(key for key, box in self.columns.items() if box.isChecked()),
            is_masked=self.masked.isChecked(),
            purpose=str(self.purpose.value() or ""),
            purpose_words=str(self.what_for.value() or ""),
        )

    async def _write(self, prepared: Prepared) -> None:
        export = await confirmed(self, self._exports, prepared)
        if export is None:
            return
        path = await ask_for_place(self, ledger_words(export.gathered.asked.ledger))
        if path is None:
            return
        self.failure.dismiss()
        self._begin(self.tr("The file is being written."))
        try:
            await self._exports.write(export, path, file_words(export), self.progress.show_progress)
        except ProblemError as error:
            self.failure.show_problem(problem_of(error))
            return
        finally:
            self._end()
        told = self.tr("Saved as export {number}. The file is not encrypted: please keep it safe.")
        self._close(told.format(number=export.number))

    def _close(self, told: str) -> None:
        self.saved.emit()
        self.told.emit(told)
        self.accept()

    def _begin(self, title: str) -> None:
        self._job = asyncio.current_task()
        self.progress.start(title)
        self._look()

    def _end(self) -> None:
        self._job = None
        self.progress.finish()
        self._look()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _missing(self) -> str:
        choice = self.choice()
        if not choice.columns:
            return self.tr("Please choose at least one column.")
        if not choice.purpose:
            return self.tr("Please choose what the list is for.")
        return "" if choice.purpose_words else self.tr("Please write in a few words what the list is for.")

    def _show(self) -> None:
        """The columns that can be had, and what will be in the file."""
        is_masked = self.masked.isChecked()
        given = {each.key for each in self._exports.columns(self._asked.ledger, is_masked=is_masked)}
        for key, box in self.columns.items():
            box.setEnabled(key in given)
            if not box.isEnabled():
                box.setChecked(False)
        self._look()

    def _look(self) -> None:
        """Say what will happen, and offer it once the list is counted."""
        gathered, is_masked = self._gathered, self.masked.isChecked()
        needed = self._exports.needs(gathered, is_masked=is_masked) if gathered is not None else Guard.FREE
        self.accept_button.setText(
            self.tr("&Ask another supervisor") if needed is Guard.SECOND_PERSON else self.tr("&Save as…")
        )
        self.sentence.setText("" if gathered is None else self._sentence(gathered, needed))
        is_many = gathered is not None and self._exports.is_many(gathered, is_masked=is_masked)
        self.many.setVisible(is_many and needed is not Guard.TOO_MANY)
        is_ready = gathered is not None and bool(gathered.rows) and needed is not Guard.TOO_MANY
        self.accept_button.setEnabled(is_ready and self._job is None)
        self.make_room()

    def _sentence(self, gathered: Gathered, needed: Guard) -> str:
        if not gathered.rows:
            return self.tr("The list is empty: there is nothing to export.")
        shown = {"rows": count_words(len(gathered.rows)), "people": count_words(gathered.people)}
        if self.masked.isChecked():
            told = self.tr(
                "The file will hold {rows} rows about {people} people, personal data partly hidden."
            )
            return told.format(**shown)
        told = self.tr("The file will hold {rows} rows about {people} people with their personal data.")
        more = ""
        if needed is Guard.TOO_MANY:
            more = self.tr(
                "More than {limit} people never leave like this: please narrow the list, or hide data partly."
            ).format(limit=NEVER_ABOVE)
        elif needed is Guard.SECOND_PERSON:
            more = self.tr(
                "With your lists of the last {days} days that is more than {limit} people: another supervisor"
                " must agree first."
            ).format(days=COUNTED_DAYS, limit=SECOND_PERSON_ABOVE)
        return in_a_row(told.format(**shown), more)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    def make_room(self) -> None:
        """As high as what is said, also when that has become less."""
        super().make_room()
        self.resize(self.width(), self.minimumHeight())

    def _tell_problem(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.make_room()

    def _fields(self) -> QWidget:
        fields = QWidget(self)
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(RHYTHM)
        grid.setColumnStretch(1, 1)
        boxes = QWidget(fields)
        boxes.setAccessibleName(self.tr("Columns"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        boxes.setSizePolicy(policy)
        row = FlowLayout(boxes, gap=12)
        for each in self._all_columns():
            box = QCheckBox(words(each.label), boxes)
            box.setChecked(True)
            row.addWidget(box)
            self.columns[each.key] = box
        self.purpose.setAccessibleName(self.tr("Purpose"))
        self.what_for.setAccessibleName(self.tr("What for"))
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Text(self.tr("Columns"), fields), 0, 0, top)
        grid.addWidget(boxes, 0, 1)
        grid.addWidget(self.masked, 1, 1)
        grid.addWidget(self._note(fields), 2, 1)
        for at, (title, editor) in enumerate(
            ((self.tr("Purpose"), self.purpose), (self.tr("What for"), self.what_for)), 3
        ):
            grid.addWidget(Text(title, fields), at, 0)
            grid.addWidget(editor, at, 1)
        return fields

    def _order(self) -> None:
        """Tab goes downwards."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        buttons = self.findChildren(QPushButton, options=direct)
        tab_through(self._room, *self.columns.values(), self.masked, self.purpose, self.what_for, *buttons)

    def _all_columns(self) -> tuple[Column, ...]:
        return self._exports.columns(self._asked.ledger, is_masked=not self._exports.may_unmask)

    def _note(self, parent: QWidget) -> Subtitle:
        told = self.tr("Names, phones, addresses and dates of birth are partly hidden.")
        if self._exports.may_unmask:
            told = self.tr("Columns of which nothing would be left are greyed. Children stay hidden always.")
        return Subtitle(told, parent, wraps=True)

    def _connect(self) -> None:
        self.masked.toggled.connect(self._show)
        self.accept_button.clicked.connect(self.go_on)
        self.progress.cancelled.connect(self._stop)
        self.purpose.edited.connect(lambda: self._tell_problem(""))
        self.what_for.edited.connect(lambda: self._tell_problem(""))


async def ask_for_place(parent: QWidget, name: str) -> Path | None:
    """Where the file shall go; None when the user gave up. It is not remembered among recent files."""
    dialog = QFileDialog(parent, parent.windowTitle())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Excel (*.xlsx)")
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"{name}.xlsx")
    chosen: list[str] = []
    dialog.accepted.connect(lambda: chosen.extend(dialog.selectedFiles()))
    return Path(chosen[0]) if await ask(dialog) and chosen else None
