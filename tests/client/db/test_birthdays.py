"""Today tells of the birthdays of the very old who live here, the next one first."""

from __future__ import annotations

import asyncio
import datetime
from pathlib import Path

from gridclient.actions.today import TodayList
from tests.client.ui.visits.store import TODAY, WORKER, Cells, Store, in_store

DAY = datetime.date.fromisoformat(TODAY)


def born(name: str, birth_date: str, **cells: str) -> tuple[str, str, Cells]:
    told: Cells = {"household": "h1", "name": name, "status": "lives_here", "birth_date": birth_date}
    return "resident", f"r-{name}", {**told, **cells}


def test_only_the_very_old_of_the_coming_week_who_live_here_are_told(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(
            [
                born("后天", "1936-11-24"),
                born("今天", "1931-11-22"),
                born("未满", "1947-11-24"),
                born("刚满", "1946-11-29"),
                born("太远", "1930-11-30"),
                born("昨天", "1930-11-21"),
                born("不详", "1930-11"),
                born("已故", "1930-11-24", status="deceased"),
            ]
        )
        found = (await TodayList(store.database, store.work, WORKER).load(DAY)).birthdays
        assert [(each.name, each.age, each.day.day) for each in found] == [
            ("今天", 95, 22),
            ("后天", 90, 24),
            ("刚满", 80, 29),
        ]

    asyncio.run(in_store(tmp_path / "store", story))
