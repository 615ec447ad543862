"""A person names columns, decides differences and takes the report home, with the keyboard alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from demo.community import Community
from gridclient.db.threads import Database
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.roster.summary_card import COLUMNS, DIFFERENCES
from gridcore.roster.columns import Column
from gridcore.roster.workbook import Workbook, read_workbook
from tests.client.ui.conftest import until
from tests.client.ui.roster.conftest import cells, file_of, imported, read, waiting

TITLES = ["姓名", "住址", "网格", "性别", "联系电话"]
HERE = "和合里3号楼2-501"


async def test_unknown_headings_lead_to_the_columns_and_are_remembered(
    page: RosterPage, database: Database, made: Community, tmp_path: Path
) -> None:
    grid = made.grids[0].name
    rows = [["谁", "住哪", "片", "民族"], ["张三", HERE, grid, "某族"]]
    await read(page, file_of(tmp_path, "a.xlsx", *rows))
    card = page.columns
    await until(lambda: card.isVisible() and card.list.rowCount() == 4)
    assert not page.import_button.isEnabled()
    assert not card.apply.isEnabled()
    shown = cells(card.table)
    assert [row[1] for row in shown] == ["谁", "住哪", "片", "民族"]
    assert [row[2] for row in shown] == [
        "张*",
        f"和{'*' * (len(HERE) - 1)}",
        f"{grid[0]}{'*' * (len(grid) - 1)}",
        "",
    ]
    for place, meaning in enumerate((Column.NAME, Column.ADDRESS, Column.GRID)):
        card.table.view.setCurrentIndex(card.list.index(place, 0))
        card.meaning.set_value(meaning.value)
        card.meaning.edited.emit()
        await until(lambda: len(asyncio.all_tasks()) == 1)
    card.table.view.setCurrentIndex(card.list.index(3, 0))
    assert not card.meaning.isEnabled()
    assert cells(card.table)[0][2] == "张三"
    card.apply.click()
    await until(page.import_button.isEnabled)
    await imported(page)
    assert await waiting(database, made) > 0
    await read(page, file_of(tmp_path, "b.xlsx", rows[0], ["李四", HERE.replace("501", "502"), grid, "某族"]))
    assert page.import_button.isEnabled()
    page.summary.show_view(COLUMNS)
    assert card.forget.isVisible()
    card.forget.click()
    await until(lambda: not page.import_button.isEnabled() and card.isVisible())


async def test_one_meaning_for_two_columns_leaves_the_first_one_out(page: RosterPage, tmp_path: Path) -> None:
    await read(page, file_of(tmp_path, "a.xlsx", [*TITLES, "别名"], ["张三", HERE, "", "男", "", "小三"]))
    page.summary.show_view(COLUMNS)
    card = page.columns
    await until(lambda: card.list.rowCount() == 6)
    card.table.view.setCurrentIndex(card.list.index(5, 0))
    card.meaning.set_value(Column.NAME.value)
    card.meaning.edited.emit()
    await until(lambda: len(asyncio.all_tasks()) == 1)
    assert card.choice()[5] is Column.NAME
    assert 0 not in card.choice()
    assert any("A 姓名 is left out now." in each.text() for each in card.findChildren(QLabel))


async def test_a_difference_is_taken_with_the_space_bar_and_no_other(
    page: RosterPage, database: Database, made: Community, tmp_path: Path
) -> None:
    grid = made.grids[0].name
    await read(page, file_of(tmp_path, "a.xlsx", TITLES, ["张三", HERE, grid, "男", "10000000001"]))
    await imported(page)
    before = await waiting(database, made)
    second = file_of(tmp_path, "b.xlsx", TITLES, ["张三", HERE, grid, "女", "10000990001"])
    await read(page, second)
    assert page.summary.chips[DIFFERENCES].text() == "Differences (2)"
    page.summary.show_view(DIFFERENCES)
    card = page.differences
    await until(lambda: card.list.rowCount() == 2)
    card.keep_all.click()
    assert not page.import_button.isEnabled()
    view = card.table.view
    view.setFocus()
    view.setCurrentIndex(card.list.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert [row[1] for row in cells(card.table)] == ["keep", "take the file's"]
    assert [each.cell for each in card.chosen()] == ["phone"]
    assert "10000990001" not in str(cells(card.table))
    seen: list[tuple[str, str, str]] = []
    page.revealed.connect(lambda *told: seen.append(told))
    reveal = next(
        each for each in card.findChildren(QAbstractButton) if each.accessibleName().startswith("Reveal")
    )
    reveal.click()
    assert [(kind, field) for kind, _, field in seen] == [("resident", "phone")]
    assert any("10000000001 → 10000990001" in each.text() for each in card.findChildren(QLabel))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert card.chosen() == []
    card.take_all.click()
    assert len(card.chosen()) == 2
    await imported(page)
    assert await waiting(database, made) == before + 2
    await read(page, second)
    assert page.summary.chips[DIFFERENCES].text() == "Differences (0)"


async def test_the_report_is_written_beside_the_roster_and_never_over_it(
    page: RosterPage, made: Community, tmp_path: Path
) -> None:
    file = file_of(tmp_path, "a.xlsx", TITLES, ["张三", HERE, "第九十九网格", "男", ""])
    content = file.read_bytes()
    await read(page, file)
    assert page.report_button.isEnabled()
    await page.write_report(file)
    assert file.read_bytes() == content
    await page.write_report(tmp_path / "report.xlsx")
    book = read_workbook((tmp_path / "report.xlsx").read_bytes())
    assert isinstance(book, Workbook)
    assert "本社区没有这个网格" in str(book.sheets[0].rows[1])
    await read(page, file_of(tmp_path, "b.xlsx", TITLES, ["张三", HERE, made.grids[0].name, "男", ""]))
    assert not page.report_button.isEnabled()
