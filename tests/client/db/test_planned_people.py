"""Everybody with a plan is read at once, in an order of its own, with what is still on its way."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from gridclient.actions.key_people import CareLine, CareWish, KeyPeople
from gridclient.actions.today import DuePerson, NextVisits, TodayList
from gridclient.db.facts import save
from gridclient.db.key_people import care_people
from gridclient.db.settings import IDLE_LOCK_MINUTES, set_setting
from gridclient.db.shown import hide
from gridclient.db.today import PlannedPerson, people_of, planned_people
from gridcore.ids import GroupId, RecordId
from gridcore.sync.edits import Create
from tests.client.db.plans import statements, steps
from tests.client.ui.visits.store import COMMUNITY, TODAY, WORKER, Cells, Store, in_store, visit

AT = "2026-11-22T01:30:00Z"


def plan(number: int, resident: str, starts_on: str, **cells: str) -> tuple[str, str, Cells]:
    told: Cells = {"resident": resident, "frequency": "weekly", "consent": "granted", "starts_on": starts_on}
    return "care_plan", f"c{number}", told | cells


LATER_PLANS = (plan(3, "p3", "2026-03-01"), plan(2, "p4", "2026-03-01"), plan(4, "p2", "2026-02-01"))


async def everybody(store: Store) -> list[PlannedPerson]:
    return await store.database.read(lambda connection: planned_people(connection, TODAY))


def test_the_oldest_plan_comes_first_whichever_was_saved_last(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(LATER_PLANS)
        assert [each.plan for each in await everybody(store)] == ["c1", "c4", "c2", "c3"]
        await store.receive([plan(4, "p2", "2026-02-01", level="close")], seq=11)
        found = await everybody(store)
        assert [each.plan for each in found] == ["c1", "c4", "c2", "c3"]
        assert found[1].level == "close"

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_person_is_read_the_same_alone_and_among_everybody(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([*LATER_PLANS, visit("v1", "h2", "p3", visited_on="2026-11-02")])
        for each in await everybody(store):
            at_home = partial(planned_people, today=TODAY, households=[each.household])
            assert each in await store.database.read(at_home)
            alone = partial(people_of, today=TODAY, residents=[each.resident])
            assert await store.database.read(alone) == [each]
        (first, *_) = await everybody(store)
        assert (first.name, first.last_on, first.declined) == ("张桂英", "2026-10-20", 0)
        assert (first.needs, first.tour_order, first.scope) == (
            ("medicine_reminder", "chat"),
            9999,
            "grid/3705020010010101",
        )

    asyncio.run(in_store(tmp_path / "store", story))


def test_last_visits_are_found_without_reading_a_visit(tmp_path: Path) -> None:
    def plans(connection: Connection) -> list[str]:
        with statements(connection) as asked:
            planned_people(connection, TODAY)
        return steps(connection, asked)

    async def story(store: Store) -> None:
        visits = [each for each in await store.database.read(plans) if "shown_visit_by_resident" in each]
        assert len(visits) == 3
        assert all("COVERING INDEX" in each for each in visits), visits

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_day_that_was_read_holds_until_a_record_changes(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        today = TodayList(store.database, store.work, WORKER)
        day = date.fromisoformat(TODAY)
        read = await today.load(day)
        assert [each.person.plan for each in read.due] == ["c1"]
        await store.database.write(lambda connection: set_setting(connection, IDLE_LOCK_MINUTES, 7))
        assert await today.load(day) is read, "a setting is no record"
        await store.receive([visit("v1", "h1", "p1", visited_on=TODAY)])
        assert (await today.load(day)).due == [], "somebody was there"
        await store.database.write(lambda connection: hide(connection, [RecordId("v1")]))
        assert (await today.load(day)).due == read.due, "the visit has left the laptop"
        told: Cells = {"resident": "p1", "answer": "refused", "purposes": ["visits"], "given_on": TODAY}
        asked = Create(0, GroupId("g"), RecordId("k1"), "consent", told, at=AT)
        await store.database.write(lambda connection: save(connection, COMMUNITY, [asked], AT))
        assert (await today.load(day)).due == [], "the answer was saved here"

    asyncio.run(in_store(tmp_path / "store", story))


def test_today_and_the_key_people_share_what_was_read_and_both_follow_a_change(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(LATER_PLANS)
        day, shared = date.fromisoformat(TODAY), NextVisits(store.work)
        today = TodayList(store.database, store.work, WORKER, next_visits=shared)
        people = KeyPeople(store.database, store.work, shared)

        async def both() -> tuple[dict[RecordId, DuePerson], dict[RecordId, CareLine]]:
            due = {each.person.resident: each for each in (await today.load(day)).due}
            lines = (await people.page(CareWish(), day, 0, 9)).lines
            return due, {each.person.planned.resident: each for each in lines}

        due, lines = await both()
        assert set(due) == set(lines) == {"p1", "p2", "p3", "p4"}
        assert all(due[each].person is lines[each].person.planned for each in due), "kept once"
        await store.receive([visit("v1", "h2", "p3", visited_on=TODAY)])
        changed_due, changed = await both()
        assert set(changed_due) == {"p1", "p2", "p4"}
        unchanged, visited = RecordId("p1"), RecordId("p3")
        assert changed[visited].person.planned.last_on == TODAY
        assert changed[unchanged].person.planned is lines[unchanged].person.planned

    asyncio.run(in_store(tmp_path / "store", story))


def test_an_answer_that_waits_to_be_sent_marks_its_person_alone(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(LATER_PLANS)
        told: Cells = {"resident": "p3", "answer": "granted", "purposes": ["visits"], "given_on": TODAY}
        asked = Create(0, GroupId("g"), RecordId("k1"), "consent", told, at=AT)
        await store.database.write(lambda connection: save(connection, COMMUNITY, [asked], AT))
        people = await everybody(store)
        found = await store.database.read(lambda connection: care_people(connection, people))
        assert {each.planned.resident for each in found if each.is_waiting} == {"p3"}
        assert not any(each.is_disputed for each in found)

    asyncio.run(in_store(tmp_path / "store", story))
