"""Says what the columns of a roster hold, where their headings do not, or say something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.roster.row_words import column_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox, ChoiceField, Option
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import listed
from gridcore.roster.columns import Column as Meaning
from gridcore.roster.headings import missing_columns
from gridcore.roster.mappings import moved_choice
from gridcore.roster.plan import RosterPlan, SheetPlan
from gridcore.roster.samples import sample_text


@dataclass(frozen=True)
class ShownColumn:
    """One column of the file."""

    place: int
    title: str
    samples: tuple[str, ...]
    meaning: Meaning | None
    is_closed: bool


class ColumnsView(QWidget):
    """`applied` with the headings and the choice; `forgotten` where headings are to speak for themselves."""

    applied = Signal(object, object)
    forgotten = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: Sequence[SheetPlan] = ()
        self._choice: dict[int, Meaning] = {}
        self._shown: Sequence[ShownColumn] = ()
        self.sheet = CalmComboBox(self)
        self.sheet.setAccessibleName(self.tr("Sheet"))
        empty = EmptyState("list", self.tr("No row of headings was found."), "", self)
        self.list = PagedRows(self._columns(), self._page, key=lambda each: each.place)
        self.table = RecordTable(self.list, self.tr("Columns of the file"), empty, self)
        self._about = Text("", self)
        self.meaning = ChoiceField([Option(each.value, column_words(each)) for each in Meaning], self)
        self.meaning.setAccessibleName(self.tr("This column holds"))
        self._hint = Subtitle("", self, wraps=True)
        self.forget = QPushButton(self.tr("As the &headings say"), self)
        self.apply = primary_button(self.tr("&Read like this from now on"), self)
        self._lay_out()
        self.sheet.activated.connect(self._show_sheet)
        self.table.chosen.connect(self._follow)
        self.meaning.edited.connect(self._choose)
        self.forget.clicked.connect(lambda: self.forgotten.emit(self._titles()))
        self.apply.clicked.connect(lambda: self.applied.emit(self._titles(), dict(self._choice)))

    def show_plan(self, plan: RosterPlan | None) -> None:
        """The sheets of a plan that have anything like headings."""
        sheets = plan.sheets if plan is not None else ()
        self._sheets = [each for each in sheets if each.headings is not None and not each.is_hidden]
        self.sheet.clear()
        for each in self._sheets:
            self.sheet.addItem(each.name)
        wrong = next((at for at, each in enumerate(self._sheets) if each.problem is not None), 0)
        self.sheet.setCurrentIndex(wrong)
        self.sheet.setVisible(len(self._sheets) > 1)
        self._show_sheet()

    def choice(self) -> dict[int, Meaning]:
        """What is chosen now."""
        return dict(self._choice)

    def _titles(self) -> tuple[str, ...]:
        found = self._current()
        return found.headings.titles if found is not None and found.headings is not None else ()

    def _current(self) -> SheetPlan | None:
        at = self.sheet.currentIndex()
        return self._sheets[at] if 0 <= at < len(self._sheets) else None

    def _show_sheet(self) -> None:
        found = self._current()
        headings = found.headings if found is not None else None
        self._choice = dict(headings.columns) if headings is not None else {}
        self.forget.setVisible(found is not None and found.is_chosen)
        self._hint.clear()
        self._show_columns()

    def _show_columns(self) -> None:
        found = self._current()
        headings = found.headings if found is not None else None
        if found is None or headings is None:
            self._shown = ()
        else:
            self._shown = [
                ShownColumn(at, title, samples, self._choice.get(at), at in headings.forbidden)
                for at, (title, samples) in enumerate(zip(headings.titles, found.samples, strict=True))
                if title or samples or at in headings.forbidden
            ]
        self.apply.setEnabled(bool(self._shown) and not missing_columns(self._choice))
        self.list.reload()

    def _follow(self, row: ShownColumn | None) -> None:
        """Offer what the current column may hold."""
        self.meaning.setEnabled(row is not None and not row.is_closed)
        self.meaning.set_value(row.meaning.value if row is not None and row.meaning is not None else None)
        self._about.setText(self.tr("{column} holds").format(column=_name(row)) if row is not None else "")

    def _choose(self) -> None:
        row, value = self.table.current(), self.meaning.value()
        if row is None or row.is_closed:
            return
        meaning = Meaning(value) if isinstance(value, str) and value in frozenset(Meaning) else None
        other = next((at for at, held in self._choice.items() if held is meaning and at != row.place), None)
        self._choice = dict(moved_choice(self._choice, row.place, meaning))
        missing = listed(column_words(each) for each in missing_columns(self._choice))
        if missing:
            self._hint.setText(self.tr("Still missing: {columns}").format(columns=missing))
        elif other is not None:
            name = next(_name(each) for each in self._shown if each.place == other)
            self._hint.setText(self.tr("{column} is left out now.").format(column=name))
        else:
            self._hint.clear()
        self._show_columns()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ShownColumn]:
        return Page(self._shown[offset : offset + limit], len(self._shown))

    def _columns(self) -> list[Column[ShownColumn]]:
        return [
            Column(self.tr("Column"), lambda row: _letters(row.place), width=4),
            Column(self.tr("Heading"), lambda row: row.title, width=12, stretches=True),
            Column(self.tr("Examples"), _samples, width=20, stretches=True),
            Column(self.tr("Read as"), lambda row: self._badge(row).word, badge=self._badge, width=14),
        ]

    def _badge(self, row: ShownColumn) -> Badge:
        if row.is_closed:
            return Badge(self.tr("not imported by design"), "lock", "vacant")
        if row.meaning is None:
            return Badge(self.tr("left out"), "minus", "vacant")
        return Badge(column_words(row.meaning), "check", "ok")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        line = QHBoxLayout()
        line.setSpacing(RHYTHM)
        line.addWidget(self._about)
        line.addWidget(self.meaning)
        line.addStretch(1)
        line.addWidget(self.forget)
        line.addWidget(self.apply)
        column.addWidget(self.sheet)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addWidget(self._hint)


def _samples(row: ShownColumn) -> str:
    return " · ".join(dict.fromkeys(sample_text(row.meaning, each) for each in row.samples))


def _name(row: ShownColumn) -> str:
    return f"{_letters(row.place)} {row.title}".strip()


def _letters(place: int) -> str:
    """A column's letters in Excel."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
