"""Who said at a door that one comes again finds it on Today, until somebody came."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gridclient.actions.today import TodayList
from gridclient.ui.today.today_words import occasion_words
from gridcore.papers.filled_paper import Table
from tests.client.actions.test_extra_visits import DAY, due_of, today, told
from tests.client.ui.visits.store import WORKER, Cells, Store, in_store, visit

AGAIN: Cells = {
    "visited_on": "2026-11-01",
    "recorded_at": "2026-11-01T02:00:00Z",
    "follow_up": "visit_again",
    "next_date": "2026-11-05",
    "promised": "带一盏台灯",
}
CAME: Cells = {"visited_on": "2026-11-03", "recorded_at": "2026-11-03T02:00:00Z"}


def test_a_promise_is_due_on_its_day_for_who_has_no_plan(tmp_path: Path) -> None:
    assert due_of(tmp_path / "1", visit("v1", "h2", "p3", **AGAIN)) == [("p3", "v1")]
    later = AGAIN | {"next_date": "2026-11-06"}
    assert due_of(tmp_path / "2", visit("v1", "h2", "p3", **later)) == []


def test_a_promise_ends_when_somebody_was_met_and_not_before(tmp_path: Path) -> None:
    promised = visit("v1", "h2", "p3", **AGAIN)
    assert due_of(tmp_path / "1", promised, visit("v2", "h2", "p3", **CAME)) == []
    missed = visit("v2", "h2", "p3", **CAME | {"met": False})
    assert due_of(tmp_path / "2", promised, missed) == [("p3", "v1")]


def test_an_errand_makes_a_visit_and_a_word_to_the_supervisor_makes_none(tmp_path: Path) -> None:
    errand, told_only = (AGAIN | {"follow_up": each} for each in ("errand", "supervisor"))
    assert due_of(tmp_path / "1", visit("v1", "h2", "p3", **errand)) == [("p3", "v1")]
    assert due_of(tmp_path / "2", visit("v1", "h2", "p3", **told_only)) == []


def test_who_is_called_on_anyway_is_named_once_with_what_was_promised(tmp_path: Path) -> None:
    found: list[str] = []

    async def story(store: Store) -> None:
        await store.receive([visit("v1", "h1", "p1", **AGAIN)])
        day = await today(store, DAY)
        assert told(day.due) == [("p1", "v1")]
        found.extend(occasion_words(one) for each in day.due for one in each.occasions)
        paper = await TodayList(store.database, store.work, WORKER).sheet(DAY)
        doors = [row for part in paper.parts if isinstance(part, Table) for row in part.rows]
        assert [row[3][:5] for row in doors] == ["（有约定）"], "and no word of what it was leaves the screen"

    asyncio.run(in_store(tmp_path / "store", story))
    assert found == ["带一盏台灯"]
