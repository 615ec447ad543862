"""Campaigns and major changes add visits on every laptop alike; an ordinary visit is what ends them."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.actions.today import DuePerson, Today, TodayList
from gridclient.actions.visit_changes import Changed, HandOn, Move, Skip, VisitChanges
from gridclient.actions.visit_offers import VisitOffers
from gridclient.db.confirmed import drop_confirmed
from gridclient.db.shown import refresh
from gridcore.fields import Value
from gridcore.ids import RecordId
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    PLACES,
    WORKER,
    WORKER_ROLES,
    Cells,
    Store,
    in_store,
    person,
    visit,
)

DAY = datetime.date(2026, 11, 5)
"""The plan of h1 wants nothing before the 20th."""
CAMPAIGN: Cells = {
    "name": "重阳节慰问",
    "reason": "festival",
    "starts_on": "2026-11-02",
    "ends_on": "2026-11-09",
}
Given = tuple[str, str, Cells]


def changes_of(store: Store) -> VisitChanges:
    offers = VisitOffers(store.database, COMMUNITY, store.ports, worker=WORKER, roles=WORKER_ROLES)
    return VisitChanges(store.records, offers)


def campaign(**cells: Value) -> Given:
    return "campaign", "k1", CAMPAIGN | cells


def change(resident: str, noted_at: str = "2026-11-05T01:00:00Z") -> Given:
    cells: Cells = {"resident": resident, "what": "fall", "happened_on": "2026-11-04", "noted_at": noted_at}
    return "life_change", f"f-{resident}", cells


def born(number: int, household: int, day: str) -> Given:
    kind, record, cells = person(number, household, "欧阳文娟")
    return kind, record, cells | {"birth_date": day}


async def today(
    store: Store, day: datetime.date = DAY, worker: str = WORKER, places: Sequence[str] = ()
) -> Today:
    return await TodayList(store.database, store.work, worker, places).load(day)


def told(due: Sequence[DuePerson]) -> list[tuple[str, str]]:
    return [(each.person.resident, " ".join(one.record for one in each.occasions)) for each in due]


def due_of(tmp_path: Path, *given: Given, day: datetime.date = DAY) -> list[tuple[str, str]]:
    found: list[Today] = []

    async def story(store: Store) -> None:
        await store.receive(given)
        found.append(await today(store, day))

    asyncio.run(in_store(tmp_path / "store", story))
    return told(found[0].due)


CASES: tuple[tuple[list[Given], list[tuple[str, str]]], ...] = (
    ([campaign()], [("p1", "k1")]),
    ([campaign(needs=["chat"])], [("p1", "k1")]),
    ([campaign(needs=["meals"])], []),
    ([campaign(levels=["close"])], []),
    ([campaign(starts_on="2026-11-06")], []),
    ([campaign(ends_on="2026-11-04")], []),
    ([campaign(from_age=80), born(4, 3, "1946-11-05")], [("p4", "k1")]),
    ([campaign(from_age=80), born(4, 3, "1946-11-06")], []),
    ([campaign(), visit("v1", "h1", "p2", visited_on="2026-11-03", next_date=None)], []),
    ([campaign(), visit("v1", "h1", "p1", visited_on="2026-11-01", next_date=None)], [("p1", "k1")]),
    ([campaign(), visit("v1", "h1", "p1", visited_on="2026-11-03", met=False)], [("p1", "k1")]),
    ([campaign(), visit("v1", "h1", "p1", visited_on="2026-11-03", met=False, declined=True)], []),
)


def test_a_campaign_adds_one_visit_to_each_household_that_it_fits_until_somebody_was_met(
    tmp_path: Path,
) -> None:
    async def story(store: Store) -> None:
        for given, wanted in CASES:
            await store.receive(given)
            assert told((await today(store)).due) == wanted, given
            await store.database.write(partial(forget, records=[record for _, record, _ in given]))
            await store.receive(PLACES)

    asyncio.run(in_store(tmp_path / "store", story))


def forget(connection: Connection, records: Sequence[str]) -> None:
    """As if the server had never told of them."""
    gone = [RecordId(each) for each in records]
    drop_confirmed(connection, gone)
    refresh(connection, gone)


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_a_campaign_passes_by_who_refused_visits(tmp_path: Path, answer: str) -> None:
    plan: Cells = {
        "resident": "p1",
        "frequency": "monthly",
        "consent": answer,
        "starts_on": "2026-01-20",
    }
    assert due_of(tmp_path, campaign(), ("care_plan", "c1", plan)) == []


def test_after_a_major_change_somebody_without_a_plan_is_called_on_first(tmp_path: Path) -> None:
    assert due_of(tmp_path, campaign(), change("p4")) == [("p4", "f-p4"), ("p1", "k1")]


def test_a_visit_that_was_recorded_before_the_change_does_not_end_it(tmp_path: Path) -> None:
    before = visit(
        "v1", "h3", "p4", visited_on="2026-11-05", recorded_at="2026-11-05T00:30:00Z", next_date=None
    )
    after = visit(
        "v1", "h3", "p4", visited_on="2026-11-05", recorded_at="2026-11-05T02:30:00Z", next_date=None
    )
    assert due_of(tmp_path / "before", change("p4"), before) == [("p4", "f-p4")]
    assert due_of(tmp_path / "after", change("p4"), after) == []


def test_the_household_waits_when_a_day_has_passed_since_the_change(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([change("p1")])
        at_once, late = await today(store), await today(store, DAY + datetime.timedelta(days=3))
        assert [each.due.state for each in at_once.due] == ["today"]
        assert [(each.due.state, each.due.days) for each in late.due] == [("overdue", 2)]
        assert late.waiting == 1

    asyncio.run(in_store(tmp_path / "store", story))


def test_who_closed_the_door_is_phoned_after_a_change_and_left_alone_by_campaigns(tmp_path: Path) -> None:
    refused = [
        visit(f"v{n}", "h1", "p1", visited_on=f"2026-10-2{n}", met=False, declined=True) for n in range(1, 4)
    ]

    async def story(store: Store) -> None:
        await store.receive([*refused, campaign(), change("p1")])
        found = await today(store)
        assert [(each.person.resident, each.person.way) for each in found.due] == [("p1", "phone")]
        assert [each.kind for each in found.due[0].occasions] == ["life_change"]
        assert found.declined == 1

    asyncio.run(in_store(tmp_path / "store", story))


def test_an_extra_visit_is_moved_or_left_out_for_a_reason_and_taken_back(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([campaign()])
        changes = changes_of(store)
        due = (await today(store)).due[0]
        moved = await changes.change(due, Move(DAY + datetime.timedelta(days=2)))
        assert isinstance(moved, Changed)
        assert told((await today(store)).soon) == [("p1", "k1")]
        left_out = await changes.change(due, Skip("外出探亲"))
        assert isinstance(left_out, Changed)
        assert (await today(store)).due == (await today(store)).soon == []
        await changes.take_back(left_out)
        await changes.take_back(moved)
        assert told((await today(store)).due) == [("p1", "k1")]
        kinds = {each.kind for each in await store.edits() if hasattr(each, "kind")}
        assert kinds == {"extra_visit_change"}

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_visit_offered_to_a_colleague_stays_in_ones_own_day_and_is_taken_back(tmp_path: Path) -> None:
    late = DAY + datetime.timedelta(days=20)

    async def story(store: Store) -> None:
        due = (await today(store, late)).due[0]
        done = await changes_of(store).change(due, HandOn(COLLEAGUE, "休假"))
        assert isinstance(done, Changed)
        mine = await today(store, late)
        assert (told(mine.due), told(mine.lent), mine.due[0].offered_to) == ([("p1", "")], [], COLLEAGUE)
        await changes_of(store).take_back(done)
        (back,) = (await today(store, late)).due
        assert (back.due, back.offered_to) == (due.due, "")

    asyncio.run(in_store(tmp_path / "store", story))


def test_while_others_stand_in_the_visits_are_theirs_and_both_read_so(tmp_path: Path) -> None:
    own, other = "3705020010010101", "3705020010010102"
    days: Cells = {"starts_on": "2026-11-20", "ends_on": "2026-11-26"}
    stand_in: Given = ("stand_in", "s1", days | {"grid": "g1", "by_grid": "g2"})
    grids: list[Given] = [
        ("grid", "g1", {"code": own, "name": "第一网格", "community": "c"}),
        ("grid", "g2", {"code": other, "name": "第二网格", "community": "c"}),
    ]
    during, after = datetime.date(2026, 11, 25), datetime.date(2026, 11, 27)

    async def story(store: Store) -> None:
        await store.receive([*grids, stand_in])
        mine, theirs = await today(store, during, places=[own]), await today(store, during, places=[other])
        assert (told(mine.due), told(mine.lent)) == ([], [("p1", "")])
        assert [each.due.handed_to for each in mine.lent] == ["第二网格"]
        assert (told(theirs.due), told(theirs.lent)) == ([("p1", "")], [])
        assert [[each.id for each in one.stand_ins] for one in (mine, theirs)] == [["s1"], ["s1"]]
        back = await today(store, after, places=[own])
        assert (told(back.due), back.stand_ins) == ([("p1", "")], [])

    asyncio.run(in_store(tmp_path / "store", story))


def test_what_is_due_now_is_not_hidden_by_a_visit_that_was_put_off_at_the_same_door(tmp_path: Path) -> None:
    put_off: Cells = {"household": "h1", "exception": "moved", "moved_to": "2026-11-09"}
    campaigns = campaign(starts_on="2026-11-04"), ("campaign", "k2", CAMPAIGN | {"reason": "heat"})
    off = ("extra_visit_change", "e1", put_off | {"occasion": "k1"})
    assert due_of(tmp_path / "campaigns", *campaigns, off) == [("p1", "k2")]
    first, second = change("p4", "2026-11-03T01:00:00Z"), ("life_change", "f2", change("p4")[2])
    off = ("extra_visit_change", "e1", put_off | {"household": "h3", "occasion": "f-p4"})
    assert due_of(tmp_path / "changes", first, second, off) == [("p4", "f2")]


def test_a_door_that_a_change_calls_to_early_is_named_once_while_a_campaign_runs(tmp_path: Path) -> None:
    assert due_of(tmp_path / "store", change("p1"), campaign(), day=DAY.replace(day=6)) == [("p1", "f-p1 k1")]
    near = visit("v1", "h1", "p1", visited_on="2026-11-01", next_date="2026-11-06")
    assert due_of(tmp_path / "near", near, change("p1"), campaign()) == [("p1", "f-p1 k1")]
