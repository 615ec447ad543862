"""Facilities go through the same page as people: seen by name, refused by field, compared later."""

from __future__ import annotations

from pathlib import Path

from demo.community import Community
from gridclient.db.threads import Database
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.roster.summary_card import DIFFERENCES
from tests.client.ui.conftest import until
from tests.client.ui.roster.conftest import cells, file_of, imported, read, texts, waiting

TITLES = ["网格", "场所名称", "类型", "地址", "联系电话"]


async def test_a_list_of_facilities_is_seen_by_name_and_a_refused_row_names_its_field(
    page: RosterPage, database: Database, made: Community, tmp_path: Path
) -> None:
    grid = made.grids[0].name
    rows = [[grid, "和合食堂", "食堂", "和合路1号", None], [grid, "太空站", "飞船", None, None]]
    await read(page, file_of(tmp_path, "a.xlsx", TITLES, *rows))
    await until(lambda: page.list.rowCount() == 2)
    taken, refused = cells(page.table)
    assert taken[2:5] == ["和合食堂", "和合路1号", "new"]
    assert refused[1:3] == ["refused", "太空站"]
    assert refused[5].startswith("Kind of facility")
    assert "No kind of facility is called so. Kinds are: 便民服务点、" in refused[5]
    page.table.view.selectRow(1)
    assert page.why.text() == refused[5]
    assert not page.fill.isVisible()
    assert page.report_button.isEnabled()
    await imported(page)
    assert await waiting(database, made) == 1


async def test_a_second_list_shows_what_differs_and_writes_only_what_is_taken(
    page: RosterPage, database: Database, made: Community, tmp_path: Path
) -> None:
    grid = made.grids[0].name
    await read(page, file_of(tmp_path, "a.xlsx", TITLES, [grid, "和合食堂", "食堂", "和合路1号", None]))
    await imported(page)
    await read(
        page, file_of(tmp_path, "b.xlsx", TITLES, [grid, "和合食堂", "食堂", "和合路2号", "10000000001"])
    )
    assert page.summary.chips[DIFFERENCES].text() == "Differences (1)"
    page.summary.show_view(DIFFERENCES)
    card = page.differences
    await until(lambda: card.list.rowCount() == 1)
    assert cells(card.table)[0][2:6] == ["和合食堂", "Address", "和合路1号", "和合路2号"]
    card.keep_all.click()
    await imported(page)
    assert await waiting(database, made) == 2
    await read(
        page, file_of(tmp_path, "b.xlsx", TITLES, [grid, "和合食堂", "食堂", "和合路1号", "10000000001"])
    )
    assert "everything is there already" in texts(page)


async def test_a_list_without_kinds_says_which_column_it_lacks(
    page: RosterPage, made: Community, tmp_path: Path
) -> None:
    row = [made.grids[0].name, "和合食堂", "东门"]
    await read(page, file_of(tmp_path, "a.xlsx", ["网格", "场所名称", "地址"], row))
    assert page.columns.isVisible()
    assert "A column that is needed is missing. Kind of facility" in texts(page)
    assert not page.import_button.isEnabled()
