"""A plan is walked point by point: each is kept at once, two laptops share a walk, and nothing is lost."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from gridclient.actions.notes import Notes
from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrol_walks import PatrolWalks, TypedTimes, Walk
from gridclient.actions.patrols import Patrols, PlanLine
from gridclient.actions.records import Saved, Unsaved
from gridcore.fields import Value
from gridcore.ids import RecordId, UserId
from gridcore.papers.filled_paper import Table
from gridcore.patrols import PATROL, PATROL_CHECK, PATROL_PLAN, check_id
from gridcore.shapes import moment_text
from gridcore.work_calendar import WorkCalendar
from tests.client.sync.conftest import GRID, Office, Story
from tests.client.sync.homes import SCOPE
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
TODAY = datetime.date(2026, 10, 29)  # a Thursday
PLACES = ("消防通道", "电动车棚", "小广场")
DRAWN = "井盖松动"


def walks(laptop: Laptop, name: str = "li") -> PatrolWalks:
    ports = laptop.clock.ports
    notes = Notes(laptop.database, laptop.records, ports, UserId(name))
    return PatrolWalks(laptop.database, laptop.records, notes, ports, worker=name)


def patrols(laptop: Laptop, name: str = "li", place: str = GRID) -> Patrols:
    return Patrols(
        *(laptop.database, laptop.records, walks(laptop, name), laptop.clock.ports),
        *(WorkCalendar(), COMMUNITY),
        places=[place],
    )


def points(laptop: Laptop) -> PatrolPoints:
    return PatrolPoints(laptop.database, laptop.records)


async def planned(laptop: Laptop, content: str = "消防安全", **told: Value) -> RecordId:
    cells: dict[str, Value] = {"rhythm": "weekly", "starts_on": "2026-10-01", "hours": "工作日上午"}
    plan = await laptop.create(PATROL_PLAN, SCOPE, content=content, **(cells | told))
    for place in PLACES:
        assert isinstance(await points(laptop).add(plan, place), Saved)
    return plan


async def walked(laptop: Laptop, plan: RecordId, name: str = "li") -> Walk:
    patrol = await patrols(laptop, name).begin(plan)
    assert patrol is not None
    walk = await walks(laptop).walk(patrol)
    assert walk is not None
    return walk


async def again(over: PatrolWalks, walk: Walk) -> Walk:
    found = await over.walk(walk.record)
    assert found is not None
    return found


async def line(over: Patrols, plan: RecordId) -> PlanLine:
    found = await over.plan(plan)
    assert found is not None
    return found


def told(found: Sequence[object]) -> list[str]:
    return [f"{each.field} {each.code}" for each in found]  # type: ignore[attr-defined]


def test_a_plan_waits_until_it_was_walked_to_the_end(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = patrols(li), await planned(li)
        before = await line(over, plan)
        assert (before.is_waiting, before.is_under_way, before.points) == (True, False, 3)
        assert [each.record for each in await over.asked()] == [plan]
        walk = await walked(li, plan)
        now = await line(over, plan)
        assert (now.is_waiting, now.is_under_way) == (False, True)
        assert [each.record for each in await over.asked()] == [plan]
        assert now.made.open_by == "li"
        assert await walks(li).end(walk)
        after = await line(over, plan)
        assert await over.asked() == []
        assert (after.last, after.due and after.due.due) == (TODAY, datetime.date(2026, 11, 5))
        (log,) = (await over.logs(plan, 0, 10))[0]
        assert (log.started_at, log.worker, log.checked, log.found) == (walk.started_at, "li", 0, 0)
        assert log.ended_at >= log.started_at

    tell(story)


def test_each_point_is_kept_at_once_and_a_walk_that_broke_off_goes_on(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = walks(li), await planned(li)
        walk = await walked(li, plan)
        assert [each.place for each in walk.points] == [*PLACES]
        assert isinstance(await over.tick(walk, walk.points[0], "in_order", ""), Saved)
        assert isinstance(await over.tick(walk, walk.points[1], "found", DRAWN), Saved)
        await office.reopened(li)
        over = walks(li)
        assert await patrols(li).begin(plan) == walk.record
        now = await again(over, walk)
        assert [(each.finding, each.what) for each in now.points] == [
            ("in_order", ""),
            ("found", DRAWN),
            (None, ""),
        ]
        assert now.checked == 2
        assert now.ended_at == ""
        assert isinstance(await over.tick(now, now.points[1], "in_order", ""), Saved)
        assert isinstance(await over.tick(now, now.points[0], None, ""), Saved)
        assert (await again(over, now)).checked == 1
        assert len(await li.rows(PATROL_CHECK)) == 2

    tell(story)


def test_two_workers_of_a_grid_share_a_walk_and_meet_in_one_record_a_point(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker(), await office.worker("zhang")
        plan = await planned(li)
        walk = await walked(li, plan)
        await li.sync()
        await zhang.sync()
        theirs, ours = walks(zhang, "zhang"), walks(li)
        same = await walked(zhang, plan, "zhang")
        assert (same.record, same.worker) == (walk.record, "li")
        first, second, third = walk.points
        for over, finding in ((ours, "in_order"), (theirs, "in_order")):
            assert isinstance(await over.tick(walk, first, finding, ""), Saved)
        await ours.tick(walk, second, "found", DRAWN)
        await theirs.tick(walk, third, "not_reached", "")
        for each in (li, zhang, li):
            await each.sync()
        for laptop, over in ((li, ours), (zhang, theirs)):
            now = await again(over, walk)
            assert [each.finding for each in now.points] == ["in_order", "found", "not_reached"]
            assert len(await laptop.rows(PATROL_CHECK)) == 3
            assert await laptop.rows("conflict") == []

    tell(story)


def test_who_found_something_else_at_a_point_is_asked_and_nothing_is_lost(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang = await office.worker(), await office.worker("zhang")
        plan = await planned(li)
        walk = await walked(li, plan)
        await li.sync()
        await zhang.sync()
        point = walk.points[0]
        await walks(li).tick(walk, point, "in_order", "")
        await walks(zhang, "zhang").tick(walk, point, "found", DRAWN)
        for each in (li, zhang, li):
            await each.sync()
        (conflict,) = await li.rows("conflict")
        assert conflict.values["subject"] == check_id(walk.record, point.point)

    tell(story)


def test_a_point_that_was_taken_out_meanwhile_is_not_ticked_and_one_that_was_ticked_stays(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = walks(li), await planned(li)
        walk = await walked(li, plan)
        first, second, _ = walk.points
        await over.tick(walk, second, "in_order", "")
        for each in (first, second):
            await points(li).remove(each.point)
        refused = await over.tick(walk, first, "found", DRAWN)
        assert refused == Unsaved((), is_gone=True)
        now = await again(over, walk)
        assert [(each.place, each.is_left) for each in now.points] == [("小广场", False), ("电动车棚", True)]
        assert isinstance(await over.tick(now, now.points[1], "found", DRAWN), Saved)

    tell(story)


def test_a_walk_that_was_removed_takes_no_more_ticks_and_comes_back_whole(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = patrols(li), await planned(li)
        walk = await walked(li, plan)
        await walks(li).tick(walk, walk.points[0], "in_order", "")
        await over.remove(walk.record)
        assert await walks(li).walk(walk.record) is None
        assert (await over.logs(plan, 0, 10)) == ([], 0)
        assert not (await line(over, plan)).is_under_way
        await over.restore(walk.record)
        assert (await again(walks(li), walk)).checked == 1

    tell(story)


def test_the_plan_of_another_grid_is_read_and_not_walked(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        plan = await planned(li)
        other = patrols(li, place="grid-2")
        assert not (await line(other, plan)).may_walk
        assert await other.begin(plan) is None
        assert await other.note_afterwards(plan, TypedTimes("2026-10-28", "9:00", "10:00")) is None
        assert await other.asked() == []
        assert await other.grids() == []
        assert (await line(patrols(li, place=COMMUNITY), plan)).may_walk
        assert await patrols(li).begin(RecordId("nowhere")) is None
        assert await li.rows(PATROL) == []

    tell(story)


def test_a_walk_without_the_laptop_is_noted_with_the_times_that_are_typed(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = patrols(li), await planned(li)
        zone = li.clock.now.astimezone().tzinfo
        begun = datetime.datetime(2026, 10, 28, 9, 0, tzinfo=zone)
        made = await over.note_afterwards(plan, TypedTimes("2026-10-28", "9:00", "10点半"))
        assert isinstance(made, str)
        made = RecordId(made)
        walk = await walks(li).walk(made)
        assert walk is not None
        assert walk.started_at == moment_text(begun)
        assert walk.ended_at == moment_text(begun + datetime.timedelta(minutes=90))
        assert (await line(over, plan)).last == begun.date()

    tell(story)


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        (TypedTimes(None, "", ""), ["day required", "start required", "end required"]),
        (TypedTimes("soon", "8", "10:00"), ["day date_unreadable", "start clock_unreadable"]),
        (TypedTimes("2026-10-30", "8:00", "9:00"), ["day date_not_come"]),
        (TypedTimes("2026-10-28", "10:00", "9:00"), ["end ends_before_begin"]),
        (TypedTimes("2026-10-28", "6:00", "19:00"), ["end patrol_too_long"]),
    ],
)
def test_times_that_cannot_be_are_told_and_nothing_is_written(
    tell: Tell, typed: TypedTimes, problems: list[str]
) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = patrols(li), await planned(li)
        found = await over.note_afterwards(plan, typed)
        assert found is not None
        assert not isinstance(found, str)
        assert told(found) == problems
        walk = await walked(li, plan)
        assert told(await walks(li).set_times(walk, typed)) == problems
        assert await again(walks(li), walk) == walk

    tell(story)


def test_a_forgotten_walk_asks_for_its_end_and_takes_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = walks(li), await planned(li)
        walk = await walked(li, plan)
        li.clock.now += datetime.timedelta(days=2)
        assert not await over.end(walk)
        begun = datetime.datetime.fromisoformat(walk.started_at).astimezone()
        ended = begun + datetime.timedelta(minutes=50)
        typed = TypedTimes(begun.date().isoformat(), f"{begun:%H:%M}", f"{ended:%H:%M}")
        assert await over.set_times(walk, typed) == ()
        now = await again(over, walk)
        assert now.ended_at == moment_text(ended.replace(second=0, microsecond=0))
        await over.go_on(now)
        assert (await again(over, now)).ended_at == ""

    tell(story)


def test_a_walk_without_a_readable_begin_is_not_ended_by_guess(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        plan = await planned(li)
        patrol = await li.create(PATROL, plan=plan)
        over = walks(li)
        walk = await over.walk(patrol)
        assert walk is not None
        assert not await over.end(walk)

    tell(story)


def test_what_was_found_becomes_a_note_of_ones_own_and_a_half_typed_note_stays(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = walks(li), await planned(li)
        notes = Notes(li.database, li.records, li.clock.ports, UserId("li"))
        await notes.keep_typed(await notes.begin(), "还没写完")
        walk = await walked(li, plan)
        assert isinstance(await over.keep_note(walk.points[0], f" {DRAWN} "), Saved)
        (note,) = await notes.open_notes()
        assert note.said == f"消防通道：{DRAWN}"
        assert (await notes.begin()).typed == {"said": "还没写完"}

    tell(story)


def test_what_is_typed_is_there_after_a_crash_and_saved_as_one_edit(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        plan = await planned(li)
        walk = await walked(li, plan)
        over, point = walks(li), walk.points[0]
        await over.keep_typed(walk, point, "没有这条记录")
        await over.tick(walk, point, "found", "")
        for words in ("井", "井盖", DRAWN):
            await over.keep_typed(walk, point, words)
        await over.keep_typed_remark(walk, "下雨")
        await office.reopened(li)
        over = walks(li)
        now = await again(over, walk)
        assert (now.points[0].what, now.points[0].typed) == ("", DRAWN)
        assert (now.remark, now.typed) == ("", "下雨")
        await over.tick(now, now.points[0], "found", DRAWN)
        await over.keep_remark(now, " 下雨 ")
        now = await again(over, now)
        assert (now.points[0].what, now.points[0].typed, now.remark) == (DRAWN, None, "下雨")
        await over.keep_remark(now, " ")
        assert (await again(over, now)).remark == ""
        gone = replace(now, record=RecordId("none"))
        await over.keep_remark(gone, "x")
        await over.keep_typed_remark(gone, "x")

    tell(story)


def test_ending_a_walk_keeps_the_remark_that_is_half_typed(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over, plan = walks(li), await planned(li)
        walk = await walked(li, plan)
        await over.keep_typed_remark(walk, "下雨")
        assert await over.end(walk)
        assert await li.value(PATROL, walk.record, "remark") == "下雨"

    tell(story)


def test_a_plan_goes_on_paper_with_its_points(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        plan = await planned(li)
        paper = await patrols(li).sheet(plan)
        assert paper is not None
        (table,) = [each for each in paper.parts if isinstance(each, Table)]
        assert [row[1] for row in table.rows] == [*PLACES]
        assert await patrols(li).sheet(RecordId("none")) is None

    tell(story)


def test_what_is_under_way_comes_first_then_what_waits_longest_and_last_what_asks_for_nothing(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        over = patrols(li)
        await planned(li, "按需", rhythm="on_request")
        await planned(li, "以后", starts_on="2026-12-01")
        await planned(li, "久等", starts_on="2026-09-01")
        await planned(li, "等", starts_on="2026-10-26")
        await over.begin(await planned(li, "正在", rhythm="on_request"))
        found = await over.lines()
        assert [each.content for each in found] == ["正在", "久等", "等", "以后", "按需"]
        assert [each.is_waiting for each in found] == [False, True, True, False, False]

    tell(story)
