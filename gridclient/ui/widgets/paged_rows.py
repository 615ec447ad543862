"""The model of a long list: its rows come in pages, while the list already answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.badge import Badge

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_PAGE = 10
"""So few that a jump reads little more than what is in sight."""
_RUN = 10
"""Pages read at once at the beginning, and where one scrolls on from what is there."""
_KEPT_PAGES = 600
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: what it shows of a row, as text or as badge, and how much room it asks for."""

    title: str
    text: Callable[[Row], str]
    badge: Callable[[Row], Badge | None] | None = None
    width: int = 12
    """In Chinese characters of the present font; a stretching column takes at least this."""
    most: int = 0
    """What it takes where there is room, for words longer than `width`; what stretches takes it first."""
    stretches: bool = False
    keeps_end: bool = False
    """Where there is no room, the middle is left out: the end of an address is the door."""
    is_number: bool = False
    sort: str | None = None
    """The name by which the loader sorts, where it can."""


@dataclass(frozen=True)
class Sort:
    """By which column the loader is asked to sort."""

    name: str
    descending: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and how many rows there are altogether."""

    rows: Sequence[Row]
    total: int


class LoadPage(Protocol[Row]):
    """Reads rows `offset` to `offset + limit` of the list in the given order."""

    async def __call__(self, offset: int, limit: int, sort: Sort | None) -> Page[Row]:
        """Called on the window's loop; the newest call counts."""


@dataclass
class _Loaded(Generic[Row]):
    total: int = 0
    pages: dict[int, Sequence[Row]] = field(default_factory=dict)

    def keep(self, pages: range, rows: Sequence[Row]) -> None:
        """What was read of a run of pages; a page beyond the end is empty."""
        for at, page in enumerate(pages):
            self.pages[page] = rows[at * _PAGE : (at + 1) * _PAGE]


class PagedRows(QAbstractTableModel, Generic[Row]):
    """Rows by number. `reload` keeps showing the old rows until the new ones are there."""

    loading = Signal()
    loaded = Signal()
    """After each reload, also when there are no rows."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        load: LoadPage[Row],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.sort_by: Sort | None = None
        self.is_loaded = False
        self._load = load
        self._held: _Loaded[Row] = _Loaded()
        self._wanted: set[int] = set()
        self._visible = (0, 0)
        self._fetch_soon = QTimer(self, singleShot=True, interval=0)
        self._fetch_soon.timeout.connect(self._fetch)

    def row(self, number: int) -> Row | None:
        """A row, or None while it is on its way, which asking for it starts."""
        page, at = divmod(number, _PAGE)
        rows = self._held.pages.get(page)
        if rows is None:
            if page not in self._wanted:
                self._wanted.add(page)
                self._fetch_soon.start()
            return None
        return rows[at] if at < len(rows) else None

    def number_of(self, key: Hashable) -> int | None:
        """Where a row stands, if it has been read."""
        for page, rows in self._held.pages.items():
            for at, each in enumerate(rows):
                if self.key(each) == key:
                    return page * _PAGE + at
        return None

    def set_visible(self, first: int, last: int) -> None:
        """Which rows are in sight: a reload reads those first."""
        self._visible = (first, last)

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the list again; of several calls the last one counts."""
        self.loading.emit()
        fresh: _Loaded[Row] = _Loaded()
        first, last = (number // _PAGE for number in self._visible)
        for pages in (range(_RUN), range(max(first, _RUN), last + 1)):
            if not pages or pages.start * _PAGE > fresh.total:
                break
            answer = await self._load(pages.start * _PAGE, len(pages) * _PAGE, self.sort_by)
            fresh.total = answer.total
            fresh.keep(pages, answer.rows)
        self.beginResetModel()
        self._held, self._wanted, self.is_loaded = fresh, set(), True
        self.endResetModel()
        self.loaded.emit()

    @async_slot
    async def _fetch(self) -> None:
        while self._wanted:
            held, pages = self._held, self._next_run()
            try:
                answer = await self._load(pages.start * _PAGE, len(pages) * _PAGE, self.sort_by)
            finally:
                self._wanted.difference_update(pages)  # after a failure the next look at a row asks again
            if held is not self._held:  # a reload came between; it asks again for what is in sight
                return
            held.keep(pages, answer.rows)
            while len(held.pages) > _KEPT_PAGES:
                del held.pages[next(iter(held.pages))]
            last = min(pages.stop * _PAGE, held.total) - 1
            self.dataChanged.emit(self.index(pages.start * _PAGE, 0), self.index(last, len(self.columns) - 1))

    def _next_run(self) -> range:
        """Wanted pages side by side, those in sight first; where one scrolls, with some that come next."""
        held, wanted, in_sight = self._held.pages, self._wanted, self._visible[0] // _PAGE
        first = last = min(wanted, key=lambda page: abs(page - in_sight))
        while last + 1 in wanted and last - first + 1 < _RUN:
            last += 1
        while first - 1 in wanted and last - first + 1 < _RUN:
            first -= 1
        if first - 1 in held:
            end = min(first + _RUN, -(-self._held.total // _PAGE))
            while last + 1 < end and last + 1 not in held:
                last += 1
        elif last + 1 in held:
            while first > max(last + 1 - _RUN, 0) and first - 1 not in held:
                first -= 1
        return range(first, last + 1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._held.total

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.text(row)}"
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if self.columns[section].is_number else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.columns[column].sort if 0 <= column < len(self.columns) else None
        if name is not None:
            self.sort_by = Sort(name, order == Qt.SortOrder.DescendingOrder)
            self.reload()
