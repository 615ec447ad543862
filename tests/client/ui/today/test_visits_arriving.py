"""While visits are on the way to a new laptop, Today claims nothing that they may belie."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gridclient.ui.today.today_page import TodayPage
from gridclient.ui.widgets.empty_state import Incomplete
from gridclient.ui.words import day_words
from tests.client.ui.conftest import until
from tests.client.ui.today.test_today_page import LATER, day, folder, numbers

__all__ = ["folder"]


async def test_while_visits_arrive_nobody_is_said_to_wait_or_to_have_seen_no_visit(
    folder: Path, qtbot: QtBot
) -> None:
    async with day(folder, qtbot) as page:
        before, cells = numbers(page), shown(page)
        assert any("waiting for" in row[0] for row in cells)
        page.show_incomplete(Incomplete.ARRIVING)
        await until(lambda: shown(page) != cells and numbers(page) != before)
        assert numbers(page)[0] == f"{day_words(LATER)} · visits are still arriving"
        assert all(text.endswith(" …") for text in numbers(page)[1:])
        assert [(row[0], row[3]) for row in shown(page)] == [("arriving", "…")] * len(cells)
        assert not page.sheet.isEnabled(), "no door is put on paper to which somebody went yesterday"
        page.show_incomplete(None)
        await until(lambda: numbers(page) == before and shown(page) == cells)
        assert page.sheet.isEnabled()


def shown(page: TodayPage) -> list[list[str]]:
    """The words in the rows of the list."""
    table = page.list
    return [
        [str(table.index(row, column).data()) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
