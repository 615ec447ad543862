"""A long list answers while it loads, keeps its place, and opens by keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.theme import apply_theme
from gridclient.ui.tokens import shown_tokens
from gridclient.ui.widgets.badge import Badge, badge_size
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.row_painter import CELL_PADDING
from gridcore.problems import ProblemCode, ProblemError
from tests.client.ui.conftest import Reports, until
from tests.client.ui.sample_page import HouseholdLine, columns, line


class Source:
    """Rows that can be held back, changed and counted."""

    def __init__(self, total: int) -> None:
        self.numbers = list(range(total))
        self.asked: list[tuple[int, int, Sort | None]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: ProblemError | None = None

    async def __call__(self, offset: int, limit: int, sort: Sort | None) -> Page[HouseholdLine]:
        self.asked.append((offset, limit, sort))
        numbers: Sequence[int] = list(self.numbers)
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return Page([line(each) for each in numbers[offset : offset + limit]], len(numbers))


def table(qtbot: QtBot, source: Source, *, goes_on: bool = False) -> RecordTable[HouseholdLine]:
    """A list in sight."""
    rows = PagedRows(columns(), source, lambda row: row.number)
    made = RecordTable(rows, "住户", EmptyState("search", "没有符合条件的住户。"), goes_on=goes_on)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


async def test_a_list_says_that_it_is_being_read_then_shows_its_rows(qtbot: QtBot) -> None:
    source = Source(11_108)
    source.gate.clear()
    made = table(qtbot, source)
    made.rows.reload()
    await asyncio.sleep(0)
    assert not made.view.isVisible()
    source.gate.set()
    await until(made.view.isVisible)
    assert made.rows.rowCount() == 11_108
    assert made.rows.row(0) == line(0)
    assert made.current() == line(0)


async def test_an_empty_list_says_why(qtbot: QtBot) -> None:
    made = table(qtbot, Source(0))
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    assert not made.view.isVisible()
    assert any(each.isVisible() for each in made.findChildren(EmptyState))


async def test_only_pages_in_sight_are_read(qtbot: QtBot) -> None:
    source = Source(500_000)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    made.view.scrollToBottom()
    made.grab()
    await until(lambda: made.rows.row(499_999) == line(499_999))
    assert len(source.asked) <= 4
    assert made.rows.rowCount() == 500_000


async def test_a_jump_reads_what_comes_into_sight_at_once_and_little_more(qtbot: QtBot) -> None:
    source = Source(500_000)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    source.asked.clear()
    made.view.verticalScrollBar().setValue(made.view.verticalScrollBar().maximum() // 2 + 5)
    made.grab()
    first = made.view.rowAt(0)
    last = made.view.rowAt(made.view.viewport().height() - 1)
    await until(lambda: made.rows.row(first) == line(first) and made.rows.row(last) == line(last))
    [(offset, limit, _)] = source.asked
    assert offset <= first <= last < offset + limit
    assert limit <= last - first + 20


@pytest.mark.parametrize("down", [True, False])
async def test_scrolling_reads_ahead_in_its_direction(qtbot: QtBot, down: bool) -> None:
    source = Source(1_000)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    assert made.rows.row(500) is None
    await until(lambda: made.rows.row(500) is not None)
    source.asked.clear()
    number = 510 if down else 499
    made.rows.row(number)
    await until(lambda: made.rows.row(number) == line(number))
    [(offset, limit, _)] = source.asked
    assert (offset, limit) == (510 if down else 400, 100)
    assert made.rows.row(609 if down else 400) == line(609 if down else 400)


async def test_the_last_rows_of_a_list_are_read_without_asking_beyond_its_end(qtbot: QtBot) -> None:
    source = Source(1_003)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    for number in (985, 995, 1_002):
        made.rows.row(number)
        await until(lambda number=number: made.rows.row(number) == line(number))  # type: ignore[misc]
    assert max(offset + limit for offset, limit, _ in source.asked) <= 1_010


async def test_a_row_on_its_way_is_an_ellipsis_not_a_gap(qtbot: QtBot) -> None:
    source = Source(1_000)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    source.gate.clear()
    assert made.rows.data(made.rows.index(900, 0)) == "…"
    source.gate.set()
    await until(lambda: made.rows.data(made.rows.index(900, 0)) == line(900).address)


async def test_a_reload_keeps_the_old_rows_until_the_new_ones_are_there(qtbot: QtBot) -> None:
    source = Source(50)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    source.gate.clear()
    source.numbers = list(range(10, 50))
    made.rows.reload()
    await asyncio.sleep(0.01)
    assert made.view.isVisible()
    assert made.rows.row(0) == line(0)
    source.gate.set()
    await until(lambda: made.rows.row(0) == line(10))


async def test_a_reload_stays_on_the_row_that_was_current(qtbot: QtBot) -> None:
    source = Source(50)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    assert made.select(20)
    source.numbers = [99, *range(50)]
    made.rows.reload()
    await until(lambda: made.rows.row(0) == line(99))
    assert made.current() == line(20)


@pytest.mark.parametrize("is_moved", [False, True])
async def test_the_keyboard_is_on_the_rows_once_they_are_there_unless_it_was_moved(
    qtbot: QtBot, *, is_moved: bool
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    buttons = [QPushButton("导出", page), QPushButton("登记", page)]
    made = RecordTable(
        PagedRows(columns(), Source(5), lambda row: row.number), "住户", EmptyState("search", "")
    )
    made.setParent(page)
    page.show()
    page.activateWindow()
    await until(page.isActiveWindow)
    buttons[0].setFocus()
    made.await_keyboard()
    if is_moved:
        buttons[1].setFocus()
    made.rows.reload()
    await until(made.view.isVisible)
    assert page.focusWidget() is (buttons[1] if is_moved else made.view)
    assert made.view.selectionModel().isRowSelected(0), "one sees on which row the keyboard is"


async def test_a_list_that_is_worked_through_goes_on_with_the_row_after_the_one_that_is_done(
    qtbot: QtBot,
) -> None:
    source = Source(5)
    made = table(qtbot, source, goes_on=True)
    for done, following in ((1, 2), (2, 3), (4, 0)):
        made.rows.reload()
        await until(lambda: made.rows.rowCount() == len(source.numbers))
        assert made.select(done)
        source.numbers.remove(done)
        made.rows.reload()
        await until(lambda: made.rows.rowCount() == len(source.numbers))
        assert made.current() == line(following)


async def test_the_answer_of_an_older_reload_never_wins(qtbot: QtBot) -> None:
    source = Source(50)
    made = table(qtbot, source)
    source.gate.clear()
    made.rows.reload()
    await until(lambda: len(source.asked) == 1)
    source.numbers = [7]
    made.rows.reload()
    await until(lambda: len(source.asked) == 2)
    source.gate.set()
    await until(lambda: made.rows.is_loaded)
    await asyncio.sleep(0.01)
    assert made.rows.rowCount() == 1


async def test_a_page_that_failed_is_told_and_asked_for_again(qtbot: QtBot, reports: Reports) -> None:
    source = Source(1_000)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    source.failure = ProblemError(ProblemCode.DATABASE_BUSY)
    assert made.rows.row(900) is None
    await until(lambda: bool(reports.problems))
    source.failure = None
    await until(lambda: made.rows.row(900) == line(900))


async def test_enter_opens_the_row(qtbot: QtBot) -> None:
    made = table(qtbot, Source(50))
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    opened: list[object] = []
    made.opened.connect(opened.append)
    made.view.setFocus()
    QTest.keyClick(made.view, Qt.Key.Key_Down)
    QTest.keyClick(made.view, Qt.Key.Key_Return)
    assert opened == [line(1)]


async def test_a_title_sorts_and_sorts_back(qtbot: QtBot) -> None:
    source = Source(50)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    header = made.view.horizontalHeader()
    for _ in range(2):
        header.sectionClicked.emit(0)
        await asyncio.sleep(0.01)
    header.sectionClicked.emit(1)
    await asyncio.sleep(0.01)
    assert [each[2] for each in source.asked[1:]] == [Sort("address"), Sort("address", descending=True)]


async def test_every_cell_is_named_for_screen_readers(qtbot: QtBot) -> None:
    made = table(qtbot, Source(50))
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    cells = [made.rows.index(0, column) for column in range(made.rows.columnCount())]
    told = [made.rows.data(each, Qt.ItemDataRole.AccessibleTextRole) for each in cells]
    assert told == [f"{each.title}: {each.text(line(0))}" for each in made.rows.columns]
    assert made.rows.data(QModelIndex()) is not None


async def test_a_badge_is_shown_whole_until_somebody_makes_its_column_narrower(qtbot: QtBot) -> None:
    long = Badge("要等主管决定的住户信息", "conflict", "care")
    column = Column[HouseholdLine]("同步", lambda _: long.word, badge=lambda _: long, width=3)
    rows = PagedRows([column], Source(40), lambda row: row.number)
    made = RecordTable(rows, "住户", EmptyState("search", ""))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    rows.reload()
    needed = badge_size(long, made.view.fontMetrics()).width()
    await until(lambda: made.view.columnWidth(0) >= needed + 2 * CELL_PADDING)
    made.view.setColumnWidth(0, 60)
    made.view.viewport().repaint()
    await asyncio.sleep(0)
    assert made.view.columnWidth(0) == 60


async def test_a_column_of_longer_words_takes_the_room_that_there_is_before_others_stretch(
    qtbot: QtBot,
) -> None:
    wide = Column[HouseholdLine]("地址", lambda row: row.address, width=8, stretches=True)
    more = Column[HouseholdLine]("户主", lambda row: row.address, width=8, most=20)
    made = RecordTable(
        PagedRows([wide, more], Source(4), lambda row: row.number), "住户", EmptyState("search", "")
    )
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.rows.reload()
    letter = made.view.fontMetrics().horizontalAdvance("中")
    await until(lambda: made.view.columnWidth(1) == 20 * letter + 2 * CELL_PADDING)
    await until(lambda: made.view.columnWidth(0) > 8 * letter + 2 * CELL_PADDING)
    made.resize(30 * letter, 600)
    await until(lambda: made.view.columnWidth(1) < 20 * letter)
    assert made.view.columnWidth(1) >= 8 * letter + 2 * CELL_PADDING
    made.view.setColumnWidth(1, 60)
    made.resize(900, 600)
    await until(lambda: made.view.columnWidth(0) > 20 * letter)
    assert made.view.columnWidth(1) == 60, "who made it narrower may"


async def test_what_stretches_has_what_its_words_need_before_another_column_takes_room(qtbot: QtBot) -> None:
    more = Column[HouseholdLine]("户主", lambda row: row.address, width=4, most=20)
    wide = Column[HouseholdLine]("地址", lambda row: row.address, width=8, most=14, stretches=True)
    rows = PagedRows([more, wide], Source(4), lambda row: row.number)
    made = RecordTable(rows, "住户", EmptyState("search", ""))
    qtbot.addWidget(made)
    letter = made.view.fontMetrics().horizontalAdvance("中")
    made.resize(26 * letter, 600)
    made.show()
    await until(lambda: made.view.columnWidth(1) >= 12 * letter)
    assert made.view.columnWidth(0) < 20 * letter


async def test_painting_a_screen_asks_each_row_for_nothing_but_its_columns(qtbot: QtBot) -> None:
    made = table(qtbot, Source(11_108))
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    picture = QPixmap(made.size())
    made.render(picture)
    assert not picture.isNull()
    assert len({picture.toImage().pixel(x, 300) for x in range(0, 900, 3)}) > 3


async def test_a_part_of_the_list_is_painted_as_it_is_painted_with_the_rest(qtbot: QtBot) -> None:
    made = table(qtbot, Source(200))
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    made.view.verticalScrollBar().setValue(77)
    made.view.setCurrentIndex(made.rows.index(4, 0))
    whole = made.view.viewport().grab().toImage()
    for part in (QRect(0, 0, 90, 40), QRect(130, 100, 200, 61), QRect(600, 3, 270, 500)):
        assert made.view.viewport().grab(part).toImage() == whole.copy(part)


async def test_below_the_last_row_nothing_of_former_rows_stays(qtbot: QtBot) -> None:
    source = Source(200)
    made = table(qtbot, source)
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    picture = made.view.viewport().grab()
    source.numbers = [1, 2]
    made.rows.reload()
    await until(lambda: made.rows.rowCount() == 2)
    made.view.viewport().render(picture)
    below = made.view.rowViewportPosition(1) + made.view.rowHeight(1)
    image = picture.toImage().copy(0, below, picture.width(), picture.height() - below)
    surface = QColor(shown_tokens().surface).rgb()
    assert {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(image.height())} == {surface}


async def test_a_column_is_fitted_to_the_words_in_sight(qtbot: QtBot) -> None:
    made = table(qtbot, Source(200))
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    metrics = made.view.fontMetrics()
    widest = max(metrics.horizontalAdvance(line(number).address) for number in range(10))
    made.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    made.view.setColumnWidth(0, 20)
    made.view.resizeColumnToContents(0)
    assert widest < made.view.columnWidth(0) <= 2 * widest


async def test_a_list_that_was_painted_before_is_painted_like_a_new_one(
    qtbot: QtBot, qapp: QApplication
) -> None:
    source = Source(50)
    used = table(qtbot, source)
    used.rows.reload()
    await until(lambda: used.rows.is_loaded)
    painted = used.view.viewport().grab().toImage()
    source.numbers = list(range(20, 50))
    used.rows.reload()
    await until(lambda: used.rows.row(0) == line(20))
    apply_theme(qapp, "dark", 125)
    qapp.processEvents()
    new = table(qtbot, source)
    new.rows.reload()
    await until(lambda: new.rows.is_loaded)
    for each in (used, new):
        each.view.setCurrentIndex(each.rows.index(1, 0))
        each.view.clearFocus()
    again = used.view.viewport().grab().toImage()
    assert again == new.view.viewport().grab().toImage()
    assert again != painted
