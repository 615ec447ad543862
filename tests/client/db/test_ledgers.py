"""The ledger of visits: filters leave what they name, counts agree with rows, colleagues stay apart."""

from __future__ import annotations

import asyncio
from itertools import product
from pathlib import Path

from sqlalchemy import Connection

from gridclient.actions.visit_ledger import VisitLedger
from gridclient.db.ledgers import VisitWish, visit_counts, visit_entries, visit_ids, visit_total, workers
from gridcore.roles import Role
from tests.client.db.plans import statements, steps
from tests.client.ui.visits.store import (
    COLLEAGUE,
    SUPERVISOR_ROLES,
    WORKER,
    WORKER_ROLES,
    Store,
    in_store,
    visit,
)

OTHERS = [
    visit("a", "h1", "p2", visited_on="2026-11-01", kind="contact", way="phone", purpose="need", plan=None),
    visit("b", "h2", "p3", visited_on="2026-11-09", met=False, follow_up="errand", worker=COLLEAGUE),
    visit("c", "h3", "p4", visited_on="2026-11-30", kind="return", approval="submitted"),
]
PLAN = (
    "care_plan",
    "c1",
    {"resident": "p1", "frequency": "monthly", "way": "door", "level": "close", "starts_on": "2026-01-20"},
)


FOUND: dict[VisitWish, str] = {
    VisitWish(): "c b a v0",
    VisitWish(is_oldest_first=True): "v0 a b c",
    VisitWish(since="2026-11-01", until="2026-11-09"): "b a",
    VisitWish(kind="contact"): "a",
    VisitWish(way="phone"): "a",
    VisitWish(purpose="need"): "a",
    VisitWish(follow_up="errand"): "b",
    VisitWish(worker=COLLEAGUE): "b",
    VisitWish(level="close"): "v0",
    VisitWish(text="欧阳"): "c",
    VisitWish(text="0503"): "a v0",
    VisitWish(text="没有这个人"): "",
}


def test_each_filter_leaves_what_it_names_page_by_page_from_either_end(tmp_path: Path) -> None:
    def check(connection: Connection) -> None:
        for wish, told in FOUND.items():
            found, total = told.split(), visit_total(connection, wish)
            counts = visit_counts(connection, wish)
            assert counts.visits == total == len(found) == sum(counts.by_kind.values()), wish
            for offset, limit in product(range(6), range(1, 6)):
                page = visit_ids(connection, wish, total, offset, limit)
                assert page == found[offset : offset + limit], (wish, offset, limit)

    async def story(store: Store) -> None:
        await store.receive([*OTHERS, PLAN, visit("v0", "h1", "p1", plan="c1")])
        await store.database.read(check)

    asyncio.run(in_store(tmp_path / "store", story))


def test_visits_are_counted_and_paged_without_reading_one(tmp_path: Path) -> None:
    def check(connection: Connection) -> None:
        narrow = VisitWish(worker=WORKER, kind="care", way="door", since="2026-01-01", follow_up="none")
        with statements(connection) as asked:
            visit_ids(connection, narrow, visit_total(connection, narrow), 0, 9)
            visit_counts(connection, narrow)
            workers(connection)
        assert len(asked) == 5
        assert [
            plan for plan in steps(connection, asked) if "shown_visit" in plan and "COVERING" not in plan
        ] == []

    asyncio.run(in_store(tmp_path / "store", lambda store: store.database.read(check)))


def test_households_and_meetings_are_counted_once_each(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(OTHERS)
        counts = await store.database.read(lambda connection: visit_counts(connection, VisitWish()))
        assert (counts.visits, counts.households, counts.met) == (4, 3, 3)
        assert counts.by_kind == {"care": 2, "contact": 1, "return": 1}

    asyncio.run(in_store(tmp_path / "store", story))


def test_who_records_visits_has_the_own_alone_whatever_is_asked(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(OTHERS)
        own = VisitLedger(store.database, worker=WORKER, roles=WORKER_ROLES)
        entries, total = await own.page(VisitWish(worker=COLLEAGUE), 0, 10)
        assert ({each.worker for each in entries}, total) == ({WORKER}, 3)
        assert (await own.counts(VisitWish())).visits == 3
        assert await own.workers() == []
        for roles in (SUPERVISOR_ROLES, frozenset({Role.GRID_LEADER})):
            whole = VisitLedger(store.database, worker="", roles=roles)
            assert (await whole.page(VisitWish(), 0, 10))[1] == 4
            assert {*await whole.workers()} == {WORKER, COLLEAGUE}

    asyncio.run(in_store(tmp_path / "store", story))


def test_pages_follow_each_other_and_see_what_was_synced(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(OTHERS)
        ledger = VisitLedger(store.database, worker="", roles=SUPERVISOR_ROLES)
        pages = [await ledger.page(VisitWish(), at, 1) for at in range(4)]
        far = await ledger.page(VisitWish(), 2, 1_000)
        assert [each.visit for each in far[0]] == ["a", "v0"], "the same order from another reading"
        assert [entry.visit for entries, _ in pages for entry in entries] == ["c", "b", "a", "v0"]
        await store.receive([visit("d", "h1", "p1", visited_on="2026-12-24")])
        entries, total = await ledger.page(VisitWish(), 0, 1)
        assert ([each.visit for each in entries], total) == (["d"], 5)

    asyncio.run(in_store(tmp_path / "store", story))


def test_an_entry_holds_no_free_words(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        (entry,) = await store.database.read(lambda connection: visit_entries(connection, ["v0"]))  # type: ignore[list-item]
        assert "燃气" not in repr(entry)
        assert (entry.name, entry.needs, entry.is_met) == ("张桂英", ("medicine_reminder",), True)

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_list_of_one_colleague_s_visits_alone_says_that_it_is_narrowed() -> None:
    assert not VisitWish(is_oldest_first=True).is_narrowed
    assert VisitWish(worker="王海霞").is_narrowed
