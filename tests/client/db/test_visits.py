"""Doors, last visits and lists are read as they are shown, and one save writes one group."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from gridclient.actions.records import Saved
from gridclient.actions.today import TodayList
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.db.follow_ups import open_promises
from gridclient.db.settings import Setting, set_setting
from gridclient.db.visits import count_visits, door, find_doors, past_visits, visit_lines
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Set, Step
from tests.client.db.plans import statements, steps
from tests.client.ui.visits.store import (
    COLLEAGUE,
    TODAY,
    WORKER,
    WORKER_ROLES,
    Cells,
    Store,
    in_store,
    visit,
)

H1, P1 = RecordId("h1"), RecordId("p1")


def visits(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> Visits:
    return Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=roles)


def test_a_door_shows_who_lives_there_and_whose_plan_runs(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        gone: Cells = {"household": "h1", "name": "张老", "status": "deceased"}
        ended: Cells = {
            "resident": "p2",
            "frequency": "weekly",
            "starts_on": "2025-01-01",
            "ends_on": "2025-02-01",
        }
        await store.receive([("resident", "p9", gone), ("care_plan", "c9", ended)])
        found = await store.database.read(lambda c: door(c, H1, TODAY))
        assert found is not None
        assert [each.name for each in found.people] == ["张桂英", "张明"]
        assert [each.plan is not None for each in found.people] == [True, False]
        assert found.people[0].plan is not None
        assert found.people[0].plan.needs == ("medicine_reminder", "chat")

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_household_begins_where_somebody_moved_in_or_was_born_unless_of_somebody_nothing_is_known(
    tmp_path: Path,
) -> None:
    async def story(store: Store) -> None:
        async def since() -> str | None:
            found = await store.database.read(lambda c: door(c, H1, TODAY))
            assert found is not None
            return found.stay.since

        moved: Cells = {"household": "h1", "name": "张桂英", "moved_in_on": "2001-05-01"}
        await store.receive([("resident", "p1", moved)])
        assert await since() is None, "the other one may have lived there before"
        born: Cells = {"household": "h1", "name": "张明", "birth_date": "1990-03-08"}
        await store.receive([("resident", "p2", born)], seq=11)
        assert await since() == "1990-03-08"
        left: Cells = {"household": "h1", "resident": "p9", "moved_out_on": "1989-12-31"}
        await store.receive([("resident", "p9", {"birth_date": "1931"}), ("membership", "m9", left)], seq=12)
        assert await since() == "1931", "who lived there before counts too"

    asyncio.run(in_store(tmp_path / "store", story))


def test_last_visits_are_those_of_the_person_up_to_the_day(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(
            [
                visit("v1", "h1", "p2", visited_on="2026-11-01"),
                visit("v2", "h1", "p1", visited_on="2026-11-10", worker=COLLEAGUE),
                visit("v3", "h2", "p3", visited_on="2026-11-11"),
            ]
        )
        read = store.database.read
        of_home = await read(lambda c: past_visits(c, H1))
        of_person = await read(lambda c: past_visits(c, H1, P1))
        before = await read(lambda c: past_visits(c, H1, P1, but=RecordId("v2"), until="2026-11-10"))
        assert [each.visit for each in of_home] == ["v2", "v1", "v0"]
        assert [each.visit for each in of_person] == ["v2", "v0"]
        assert [each.visit for each in before] == ["v0"]

    asyncio.run(in_store(tmp_path / "store", story))


def test_doors_are_found_by_address_name_and_initials(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for text, expected in (("1101", "h3"), ("欧阳", "h3"), ("zgy", "h1"), ("lijianguo", "h2")):
            found = await store.database.read(partial(find_doors, text=text))
            assert [each.household for each in found] == [expected], text
        for text in ("", "%", "没有这个人"):
            assert await store.database.read(partial(find_doors, text=text)) == []

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_visit_its_step_and_the_day_at_the_household_are_one_group(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        opened = await visits(store).open(VisitAsked(household=H1, resident=P1))
        assert opened is not None
        values = {**opened.form.values, "met": True, "said": "一切都好。"}
        assert isinstance(await visits(store).submit(opened, values), Saved)
        create, step, last = await store.edits()
        assert isinstance(create, Create)
        assert isinstance(step, Step)
        assert isinstance(last, Set)
        assert len({each.grp for each in (create, step, last)}) == 1
        assert create.cells["plan"] == "c1"
        assert create.cells["worker"] == WORKER
        assert create.cells["kind"] == "care"
        assert (step.source, step.to, step.base) == ("draft", "submitted", 0)
        assert (last.id, last.cell, last.value, last.base) == ("h1", "last_visit", TODAY, 10)

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_door_that_stayed_closed_and_an_earlier_day_leave_the_last_visit(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        closed: tuple[Cells, ...] = ({"met": False}, {"met": True, "visited_on": "2026-10-01"})
        for changed in closed:
            opened = await visits(store).open(VisitAsked(household=H1))
            assert opened is not None
            await visits(store).submit(opened, {**opened.form.values, **changed})
        assert {type(each) for each in await store.edits()} == {Create, Step}

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_day_that_was_agreed_with_who_has_no_plan_stands_on_today_when_it_comes(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        opened = await visits(store).open(VisitAsked(RecordId("h2"), RecordId("p3")))
        assert opened is not None
        told: Cells = {**opened.form.values, "met": True, "next_date": "2026-12-01"}
        assert isinstance(await visits(store).submit(opened, told), Saved)
        found = await TodayList(store.database, store.work, WORKER).load(date(2026, 12, 1))
        assert "p3" in {each.person.resident for each in found.due}

    asyncio.run(in_store(tmp_path / "store", story))


def test_who_may_not_write_households_leaves_theirs_alone(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        specialist = visits(store, frozenset({Role.CARE_SPECIALIST}))
        opened = await specialist.open(VisitAsked(household=H1))
        assert opened is not None
        await specialist.submit(opened, {**opened.form.values, "met": True})
        assert [each.id for each in await store.edits() if each.id == "h1"] == []

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_draft_of_a_recorded_visit_keeps_the_base_of_its_opening(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        returned = visit("v5", "h1", "p1", approval="returned", remark="请写明需要。", remark_field="said")
        await store.receive([returned], seq=20)
        asked = VisitAsked(visit=RecordId("v5"))
        opened = await visits(store).open(asked)
        assert opened is not None
        await visits(store).keep_draft(opened, {"follow_up": "errand"})
        await store.receive([visit("v5", "h1", "p1", approval="returned", follow_up="incident")], seq=30)
        again = await visits(store).open(asked)
        assert again is not None
        assert again.is_restored
        await visits(store).submit(again, again.form.typed)
        change, coming, step, *_ = await store.edits()
        assert isinstance(change, Set)
        assert (change.cell, change.value, change.base) == ("follow_up", "errand", 20)
        assert isinstance(coming, Set)
        assert (coming.cell, coming.value) == ("next_date", "2026-10-27"), "an errand makes a due visit"
        assert isinstance(step, Step)
        assert (step.source, step.to) == ("returned", "submitted")
        assert await visits(store).drafts() == []

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_list_begins_with_what_came_back(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive(
            [
                visit("v5", "h2", "p3", visited_on="2026-09-01", approval="returned", remark="补充"),
                visit("v6", "h1", "p1", visited_on="2026-11-01", approval="submitted"),
                visit("v7", "h1", "p1", worker=COLLEAGUE),
            ]
        )
        page = await visits(store).lines(0, 10)
        assert [each.visit for each in page.lines] == ["v5", "v6", "v0"]
        assert page.total == 3

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_list_is_paged_and_counted_and_promises_are_followed_without_reading_a_visit(
    tmp_path: Path,
) -> None:
    def plans(connection: Connection) -> list[str]:
        with statements(connection) as asked:
            visit_lines(connection, WORKER, 9, 0)
            count_visits(connection, WORKER)
            open_promises(connection, date.fromisoformat(TODAY))
        return steps(connection, asked)

    async def story(store: Store) -> None:
        asked = await store.database.read(plans)
        paged = [each for each in asked if "shown_visit_by_visited_on" in each]
        met = [each for each in asked if "shown_visit_by_household" in each]
        assert (len(paged), len(met)) == (2, 1)
        assert all("COVERING INDEX" in each for each in [*paged, *met]), asked
        assert not any(each.startswith(("SCAN v", "SCAN l")) for each in asked), asked

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_visits_are_counted_anew_only_after_a_record_changed(tmp_path: Path) -> None:
    def counts(connection: Connection, listed: Visits) -> tuple[int, int]:
        with statements(connection) as asked:
            totals = {listed.page(connection, begin, 1).total for begin in range(3)}
        (total,) = totals
        return total, sum("count(*)" in text for text, _ in asked)

    async def story(store: Store) -> None:
        listed = visits(store)
        looked = partial(counts, listed=listed)
        assert await store.database.read(looked) == (1, 1)
        await store.database.write(lambda connection: set_setting(connection, Setting("seen", ""), "1"))
        assert await store.database.read(looked) == (1, 0)
        await store.receive([visit("v5", "h2", "p3"), visit("v6", "h3", "p4")])
        assert await store.database.read(looked) == (3, 1)
        opened = await listed.open(VisitAsked(household=H1, resident=P1))
        assert opened is not None
        assert isinstance(await listed.submit(opened, dict(opened.form.values) | {"met": True}), Saved)
        assert await store.database.read(looked) == (4, 1)

    asyncio.run(in_store(tmp_path / "store", story))


def test_pages_of_the_list_join_to_the_whole_but_for_visits_of_others_or_without_a_day(
    tmp_path: Path,
) -> None:
    async def story(store: Store) -> None:
        days = ("2026-11-01", "2026-11-01", "2026-11-03", "2026-10-30", "2026-11-02", "2026-11-02")
        noted = [
            visit(f"v{number}", "h1", "p1", visited_on=day, recorded_at=f"{day}T0{number % 3}:00:00Z")
            for number, day in enumerate(days, start=1)
        ]
        back = [visit(f"v{number}", "h2", "p3", visited_on=days[0], approval="returned") for number in (7, 8)]
        others = [
            visit("v9", "h1", "p1", worker=COLLEAGUE),
            visit("v10", "h1", "p1", visited_on=None),
            visit("v11", "gone", "p1"),
        ]
        await store.receive([*noted, *back, *others])
        listed = visits(store)
        whole = await listed.lines(0, 20)
        assert [each.visit for each in whole.lines] == ["v7", "v8", "v3", "v5", "v6", "v2", "v1", "v4", "v0"]
        assert whole.total == len(whole.lines)
        for size in (1, 2, 3, 5):
            pages = [await listed.lines(begin, size) for begin in range(0, whole.total + size, size)]
            assert [each for page in pages for each in page.lines] == whole.lines, size

    asyncio.run(in_store(tmp_path / "store", story))
