"""What waits for a supervisor, one group at a time; after a decision comes the one below."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.scroll_column import ScrollColumn

Group = tuple[str, ...]


class Waits(Protocol):
    """A line of the list."""

    @property
    def record(self) -> str:
        """Its id."""


T = TypeVar("T", bound=Waits)


@dataclass(frozen=True)
class Source(Generic[T]):
    """Where the lines come from: all that waits, and to which group one belongs, in words."""

    read: Callable[[], Awaitable[Sequence[T]]]
    group_of: Callable[[T], Group]
    words_of: Callable[[Group], str]


class Worklist(Generic[T]):
    """The list, and beside it the choice of groups; `shown` is what the chosen group has of `all`."""

    def __init__(
        self, parent: QWidget, title: str, empty: EmptyState, columns: Sequence[Column[T]], source: Source[T]
    ) -> None:
        self._source = source
        self._follows: str | None = None
        self.all: Sequence[T] = ()
        self.shown: Sequence[T] = ()
        self.list: PagedRows[T] = PagedRows(columns, self._page, key=lambda row: row.record)
        self.table: RecordTable[T] = RecordTable(self.list, title, empty, parent)
        self.groups = CalmComboBox(parent)
        self.groups.activated.connect(lambda _: self.list.reload())

    def follow(self, decided: Sequence[T]) -> None:
        """These are being decided: the line below them comes next."""
        records = [each.record for each in self.shown]
        last = decided[-1].record
        at = records.index(last) if last in records else -1
        self._follows = records[at + 1] if 0 <= at < len(records) - 1 else None

    def go_on(self) -> T | None:
        """After the list was read: the line to show."""
        if self._follows is not None:
            self.table.select(self._follows)
            self._follows = None
        return self.table.current()

    def go_next(self) -> None:
        """The one below, or the first again."""
        count = self.list.rowCount()
        if count:
            at = (self.table.view.currentIndex().row() + 1) % count
            self.table.view.setCurrentIndex(self.list.index(at, 0))

    def lay_out(
        self, page: QWidget, header: PageHeader, scroll: ScrollColumn, bar: QHBoxLayout
    ) -> QVBoxLayout:
        """The list at the left, what is looked at with its buttons at the right; returns the right side."""
        bar.setSpacing(RHYTHM)
        right = QVBoxLayout()
        right.setSpacing(RHYTHM)
        right.addWidget(scroll, 1)
        right.addLayout(bar)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(self.table, 2)
        row.addLayout(right, 3)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(header)
        column.addLayout(row, 1)
        return right

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[T]:
        if offset == 0:
            self.all = await self._source.read()
            self._fill_groups()
            wanted = self.groups.currentData()
            self.shown = [each for each in self.all if wanted in (None, self._source.group_of(each))]
        return Page(self.shown[offset : offset + limit], len(self.shown))

    def _fill_groups(self) -> None:
        """Everybody first, then each group with how many there are."""
        chosen = self.groups.currentData()
        counted: dict[Group, int] = {}
        for each in self.all:
            counted[self._source.group_of(each)] = counted.get(self._source.group_of(each), 0) + 1
        self.groups.clear()
        everybody = QCoreApplication.translate("Worklist", "All ({count})")
        self.groups.addItem(everybody.format(count=len(self.all)), None)
        for group, count in counted.items():
            self.groups.addItem(f"{self._source.words_of(group)} ({count})", group)
        places = [at for at in range(self.groups.count()) if self.groups.itemData(at) == chosen]
        self.groups.setCurrentIndex(places[0] if places else 0)
