"""What the file says otherwise than the records, field by field: keep what is known, or take the file's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.roster_differences import KnownOtherwise
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.value_words import field_title, masked_words, time_words, value_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Text
from gridcore.fields import Field, FieldKind, Value
from gridcore.records import RECORD_TYPES
from gridcore.roster.compare import Difference

_Numbered = tuple[int, KnownOtherwise]


class DifferencesView(QWidget):
    """Space and Enter turn the current row. `changed` after each decision; `revealed` says what to log."""

    changed = Signal()
    revealed = Signal(str, str, str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._found: Sequence[KnownOtherwise] = ()
        self._taken: set[int] = set()
        empty = EmptyState("check", self.tr("The file says nothing else than the records."), "", self)
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row[0])
        self.table = RecordTable(self.list, self.tr("Differences"), empty, self)
        self.table.view.installEventFilter(self)
        self.turn = QPushButton(self.tr("&Take or keep"), self)
        self.take_all = QPushButton(self.tr("Take &all from the file"), self)
        self.keep_all = QPushButton(self.tr("&Keep all"), self)
        self._line = QHBoxLayout()
        self._values: QWidget = Text("", self)
        self._lay_out()
        self.table.opened.connect(self._turn)
        self.table.chosen.connect(self._follow)
        self.turn.clicked.connect(lambda: self._turn(self.table.current()))
        self.take_all.clicked.connect(lambda: self._decide(range(len(self._found))))
        self.keep_all.clicked.connect(lambda: self._decide(()))

    def show_found(self, found: Sequence[KnownOtherwise]) -> None:
        """The differences of a plan, each with what happens unless a person decides."""
        self._found = found
        self._taken = {at for at, each in enumerate(found) if each.is_taken}
        for button in (self.turn, self.take_all, self.keep_all):
            button.setEnabled(bool(found))
        self.list.reload()

    def chosen(self) -> list[Difference]:
        """Those whose file's value is to be taken."""
        return [self._found[at].difference for at in sorted(self._taken)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._turn(self.table.current())
            return True
        return super().eventFilter(watched, event)

    def _turn(self, row: _Numbered | None) -> None:
        if row is not None:
            self._decide(self._taken ^ {row[0]})

    def _decide(self, taken: Sequence[int] | set[int] | range) -> None:
        self._taken = set(taken)
        last = self.list.index(self.list.rowCount() - 1, self.list.columnCount() - 1)
        self.list.dataChanged.emit(self.list.index(0, 0), last)
        self.changed.emit()

    def _follow(self, row: _Numbered | None) -> None:
        """Both values of the current row, behind the mask where they are personal."""
        self._line.removeWidget(self._values)
        self._values.hide()
        self._values.deleteLater()
        self._values = Text("", self) if row is None else self._of(row[1].difference)
        self._line.insertWidget(0, self._values, 1)

    def _of(self, found: Difference) -> QWidget:
        title = _title(found)
        before, after = (_words(found, each, is_plain=True) for each in (found.before, found.after))
        plain = f"{title}: {before} → {after}"
        masked = f"{title}: {_words(found, found.before)} → {_words(found, found.after)}"
        if plain == masked:
            return Text(plain, self)
        shown = RevealText(title, masked, lambda: plain, self)
        for field in filter(is_masked, _fields(found)):
            shown.revealed.connect(lambda name=field.name: self.revealed.emit(found.kind, found.record, name))
        return shown

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[_Numbered]:
        rows = self._found[offset : offset + limit]
        return Page([(offset + at, each) for at, each in enumerate(rows)], len(self._found))

    def _columns(self) -> list[Column[_Numbered]]:
        return [
            Column(self.tr("Row"), lambda row: str(row[1].row.number), width=4, is_number=True),
            Column(self.tr("What happens"), lambda row: self._badge(row).word, badge=self._badge, width=9),
            Column(self.tr("Name"), lambda row: _who(row[1]), width=8, stretches=True),
            Column(self.tr("Field"), lambda row: _title(row[1].difference), width=7),
            Column(
                self.tr("Known now"),
                lambda row: _words(row[1].difference, row[1].difference.before),
                width=10,
                stretches=True,
            ),
            Column(
                self.tr("In the file"),
                lambda row: _words(row[1].difference, row[1].difference.after),
                width=10,
                stretches=True,
            ),
            Column(self.tr("Last changed"), lambda row: self._last(row[1]), width=12, stretches=True),
        ]

    def _badge(self, row: _Numbered) -> Badge:
        if row[0] in self._taken:
            return Badge(self.tr("take the file's"), "download", "service")
        return Badge(self.tr("keep"), "check", "ok")

    def _last(self, row: KnownOtherwise) -> str:
        last = row.last
        if last is None:
            return self.tr("not known")
        if last.is_import:
            who = self.tr("an import")
        else:
            who = self.tr("you") if last.author == "" else last.author or self.tr("a colleague")
        return f"{who} · {time_words(last.at, self._now())}"

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        self._line.setSpacing(RHYTHM)
        self._line.addWidget(self._values, 1)
        for button in (self.turn, self.take_all, self.keep_all):
            self._line.addWidget(button)
        column.addWidget(self.table, 1)
        column.addLayout(self._line)


def _who(row: KnownOtherwise) -> str:
    return "、".join(row.row.names) or row.row.address


def _fields(found: Difference) -> tuple[Field, ...]:
    return RECORD_TYPES[found.kind].cells[found.cell].fields


def _title(found: Difference) -> str:
    return field_title(found.kind, found.cell)


def _words(found: Difference, value: Value, *, is_plain: bool = False) -> str:
    """A cell's value in words; a person is told by name."""
    read = value_words if is_plain else masked_words
    values = RECORD_TYPES[found.kind].values_of({found.cell: value})
    told = []
    for field in _fields(found):
        if field.kind is FieldKind.LINK:
            told.append(found.names[0] if value == found.before else found.names[1])
        else:
            told.append(read(field, values[field.name]))
    return " ".join(told)
