"""A month is counted from the worker's own visits that were handed in, and from no others."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gridclient.actions.month_reports import MonthReports
from gridclient.db.month_report import month_figures
from tests.client.ui.visits.store import COLLEAGUE, WORKER, Store, in_store, visit


def test_a_month_counts_what_the_worker_handed_in(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(
            [
                visit("a", "h1", "p1", visited_on="2026-11-01", purpose="need"),
                visit("b", "h1", "p2", visited_on="2026-11-30", met=False, declined=True, way="phone"),
                visit("c", "h2", "p3", visited_on="2026-11-15", approval="submitted", follow_up="errand"),
                visit("d", "h2", "p3", visited_on="2026-11-15", approval="draft"),
                visit("e", "h2", "p3", visited_on="2026-12-01"),
                visit("g", "h2", "p3", visited_on="2026-10-15", kind="errand"),
                visit("f", "h2", "p3", visited_on="2026-11-15", worker=COLLEAGUE),
                *(
                    ("grid_activity", f"t{n}", {"activity_kind": "talk", "held_on": day, "worker": worker})
                    for n, (day, worker) in enumerate(
                        [("2026-11-30", WORKER), ("2026-12-01", WORKER), ("2026-11-30", COLLEAGUE)]
                    )
                ),
            ]
        )
        found = await store.database.read(lambda connection: month_figures(connection, WORKER, "2026-11"))
        assert (found.visits, found.households, found.people) == (3, 2, 3)
        assert (found.met, found.declined) == (2, 1)
        assert found.by_purpose == {"need": 1, "": 2}
        assert found.by_way == {"door": 2, "phone": 1}
        assert found.by_duty == {"visit": 2, "service": 0, "publicity": 0, "talk": 1}
        assert found.by_follow_up == {"none": 2, "errand": 1}

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_reports_are_of_this_month_and_the_one_before(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        reports = MonthReports(store.database, store.ports, worker=WORKER)
        heads = [str((await each()).parts[0]) for each in (reports.this_month, reports.last_month)]
        assert ["2026年11月" in heads[0], "2026年10月" in heads[1]] == [True, True]

    asyncio.run(in_store(tmp_path / "store", story))
