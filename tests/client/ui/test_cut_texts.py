"""Where a column is too narrow for its words, what tells one row from the next stays in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from tests.client.ui.conftest import until

_DOOR = "守望花园2号楼3单元{door}"


async def painted(qtbot: QtBot, address: str, *, keeps_end: bool) -> QImage:
    """A list with one address in a column that has room for half of it."""

    async def load(offset: int, limit: int, sort: Sort | None) -> Page[str]:
        return Page([address], 1)

    column = Column[str]("地址", lambda row: row, width=6, keeps_end=keeps_end)
    rows = PagedRows([column], load, lambda row: row)
    made = RecordTable(rows, "住户", EmptyState("search", "没有住户。"))
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    QApplication.processEvents()
    rows.reload()
    await until(lambda: rows.is_loaded)
    assert rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == address, "whole where the mouse rests"
    return made.view.viewport().grab().toImage()


async def test_of_an_address_the_door_stays_in_sight(qtbot: QtBot) -> None:
    first, second = _DOOR.format(door="0101"), _DOOR.format(door="0102")
    shown = [await painted(qtbot, each, keeps_end=True) for each in (first, second)]
    cut = [await painted(qtbot, each, keeps_end=False) for each in (first, second)]
    assert shown[0] != shown[1]
    assert cut[0] == cut[1], "the door is what is cut off where nobody asks for it"
