"""The ledger of visits: filters leave what they name, counts agree with rows, colleagues stay apart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gridclient.actions.visit_ledger import VisitLedger
from gridclient.db.ledgers import VisitWish, visit_counts, visit_entries, visit_ids
from gridcore.roles import Role
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


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (VisitWish(), "c b a v0"),
        (VisitWish(is_oldest_first=True), "v0 a b c"),
        (VisitWish(since="2026-11-01", until="2026-11-09"), "b a"),
        (VisitWish(kind="contact"), "a"),
        (VisitWish(way="phone"), "a"),
        (VisitWish(purpose="need"), "a"),
        (VisitWish(follow_up="errand"), "b"),
        (VisitWish(worker=COLLEAGUE), "b"),
        (VisitWish(level="close"), "v0"),
        (VisitWish(text="欧阳"), "c"),
        (VisitWish(text="0503"), "a v0"),
        (VisitWish(text="没有这个人"), ""),
    ],
)
def test_each_filter_leaves_what_it_names(tmp_path: Path, wish: VisitWish, found: str) -> None:
    async def story(store: Store) -> None:
        await store.receive([*OTHERS, PLAN, visit("v0", "h1", "p1", plan="c1")])
        ids = await store.database.read(lambda connection: visit_ids(connection, wish))
        counts = await store.database.read(lambda connection: visit_counts(connection, wish))
        assert ids == found.split()
        assert counts.visits == len(ids) == sum(counts.by_kind.values())

    asyncio.run(in_store(tmp_path / "store", story))


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
