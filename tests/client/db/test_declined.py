"""Whoever declines three visits in a row is left alone at the door, and the supervisor's list knows it."""

from __future__ import annotations

import asyncio
import datetime
from pathlib import Path

import pytest

from gridclient.actions.key_people import CareWish, Filter, KeyPeople
from gridclient.actions.today import Today, TodayList
from gridcore.fields import Value
from tests.client.ui.visits.store import TODAY, WORKER, Cells, Store, in_store, visit

LATER = datetime.date.fromisoformat(TODAY) + datetime.timedelta(days=60)


def declined(day: int, **cells: Value) -> tuple[str, str, Cells]:
    told: Cells = {"visited_on": f"2026-11-{day:02}", "met": False, "declined": True, "next_date": None}
    return visit(f"v-{day}", "h1", "p1", **{**told, **cells})


async def today(store: Store) -> Today:
    return await TodayList(store.database, store.work, WORKER).load(LATER)


@pytest.mark.parametrize(
    ("visits", "is_closed"),
    [
        ([declined(1), declined(2)], False),
        ([declined(1), declined(2), declined(3)], True),
        ([declined(1), declined(2), declined(3, met=True)], True),
        ([declined(1), declined(2), declined(3), declined(4, met=True, declined=None)], False),
        ([declined(1), declined(2, met=True, declined=False), declined(3), declined(4)], False),
        ([declined(1), declined(2), declined(3, declined=None)], False),
    ],
)
def test_three_refusals_in_a_row_end_the_visits_at_the_door(
    tmp_path: Path, visits: list[tuple[str, str, Cells]], is_closed: bool
) -> None:
    async def story(store: Store) -> None:
        await store.receive(visits)
        found = await today(store)
        assert [each.person.resident for each in found.due] == ([] if is_closed else ["p1"])
        assert found.declined == is_closed
        people = KeyPeople(store.database, store.work)
        assert await people.closed_doors(LATER) == is_closed, "the supervisor hears of it"
        narrow = CareWish(filters=frozenset({Filter.DOOR_CLOSED}))
        assert (await people.page(narrow, LATER, 0, 9)).total == is_closed

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_refusal_answers_the_visit_that_was_due_and_the_plan_says_when_to_ask_again(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        days = TodayList(store.database, store.work, WORKER)
        day = datetime.date.fromisoformat(TODAY)
        assert [each.person.resident for each in (await days.load(day)).due] == ["p1"]
        await store.receive([declined(day.day)])
        found = await days.load(day)
        assert [*found.due, *found.soon] == [], "nobody knocks twice on one day"
        assert [each.person.resident for each in (await days.load(LATER)).due] == ["p1"]
        await store.receive([declined(day.day, declined=None)], seq=12)
        assert [each.person.resident for each in (await days.load(day)).due] == ["p1"], "nobody was there"

    asyncio.run(in_store(tmp_path / "store", story))


def test_who_asked_for_calls_is_called_on(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        plan: Cells = {
            "resident": "p1",
            "frequency": "monthly",
            "way": "phone",
            "consent": "granted",
            "starts_on": "2026-01-20",
        }
        await store.receive([("care_plan", "c1", plan), declined(1), declined(2), declined(3)], seq=11)
        found = await today(store)
        assert [each.person.resident for each in found.due] == ["p1"]
        assert found.declined == 0

    asyncio.run(in_store(tmp_path / "store", story))
