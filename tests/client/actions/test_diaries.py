"""A diary is computed, not typed; what was sent stays as it was; it is read, never scored."""

import datetime
from collections.abc import Callable

from gridclient.actions.diaries import READ, SENT, Diaries
from gridclient.actions.records import Saved
from gridclient.actions.review import Review
from gridclient.db.confirmed import drop_confirmed
from gridclient.db.shown import refresh
from gridcore.ids import RecordId, UserId
from gridcore.roles import Role
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import SCOPE, household
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
DAY = datetime.date(2026, 10, 29)


def diaries(laptop: Laptop, name: str = "li", role: Role = Role.GRID_WORKER) -> Diaries:
    return Diaries(
        laptop.database,
        laptop.records,
        laptop.clock.ports,
        user=UserId(name),
        author=name,
        roles=frozenset({role}),
    )


def reading(laptop: Laptop) -> Diaries:
    return diaries(laptop, "sun", Role.SUPERVISOR)


async def visited(laptop: Laptop, home: RecordId, **cells: str) -> RecordId:
    told = {"said": "王大爷的腿好多了。", "follow_up": "errand", "worker": "li"} | cells
    return await laptop.create(
        "visit", household=home, visited_on=DAY.isoformat(), kind="care", way="door", met=True, **told
    )


async def send(laptop: Laptop, words: str = "") -> None:
    page = diaries(laptop)
    assert isinstance(await page.send(await page.day(DAY), words), Saved)


def test_the_day_is_told_from_its_own_records(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        home = await household(li)
        await visited(li, home)
        await visited(li, home, follow_up="none")
        await visited(li, home, worker="zhang")
        for moment in ("2026-10-29T09:00:00Z", "2026-10-20T09:00:00Z"):
            await li.create("quick_note", "user/li", said="路灯坏了", noted_at=moment)
        for worker, held_on in (("li", "2026-10-29"), ("zhang", "2026-10-29"), ("li", "2026-10-28")):
            told = {"what": "防火", "activity_kind": "talk", "worker": worker, "held_on": held_on}
            await li.create("grid_activity", SCOPE, **told)
        day = await diaries(li).day(DAY)
        counts = {"visits": 2, "households": 1, "met": 2, "notes": 1, "follow_up/errand": 1}
        assert day.counts == counts | {"activity/talk": 1}
        assert {each.said for each in day.visits} == {"王大爷的腿好多了。"}
        assert (day.state, day.is_changed) == ("", False)
        assert (await diaries(li).day(datetime.date(2026, 10, 27))).counts == {}

    tell(story)


def test_what_was_sent_is_not_changed_by_what_comes_later_and_the_change_is_seen(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker(), await office.supervisor()
        home = await household(li)
        visit = await visited(li, home)
        await send(li, "楼里老人盼着装电梯。")
        await visited(li, home)
        await li.edit("visit", visit, said="王大爷的腿又疼了。", follow_up="none")
        await li.sync()
        await sun.sync()
        (read,) = (await reading(sun).page(0, 10)).lines
        assert read.counts == {"visits": 1, "households": 1, "met": 1, "follow_up/errand": 1}
        assert read.paragraph == "楼里老人盼着装电梯。"
        (told,) = read.visits
        assert (told.noted.follow_up, told.is_changed) == ("errand", True), (
            "what was sent, and that it changed"
        )
        day = await diaries(li).day(DAY)
        assert day.is_changed
        assert day.counts["visits"] == 2
        await send(li, "楼里老人盼着装电梯。")
        assert not (await diaries(li).day(DAY)).is_changed

    tell(story)


def test_it_is_marked_as_read_once_and_by_no_other_way(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker(), await office.supervisor()
        await visited(li, await household(li))
        await send(li)
        await li.sync()
        await sun.sync()
        (read,) = (await reading(sun).page(0, 10)).lines
        assert (read.state, read.may_mark) == (SENT, True)
        assert not (await diaries(li).page(0, 10)).lines[0].may_mark
        review = Review(
            sun.database, COMMUNITY, sun.clock.ports, supervisor="sun", roles=frozenset({Role.SUPERVISOR})
        )
        assert [each for each in await review.waiting() if each.kind == "diary"] == []
        assert await reading(sun).mark_read(read.diary)
        assert not await reading(sun).mark_read(read.diary)
        await sun.sync()
        await li.sync()
        assert (await diaries(li).day(DAY)).state == READ

    tell(story)


def test_reading_counts_only_for_what_was_read(tell: Tell) -> None:
    """The author sent more while the supervisor read: it stays unread."""

    async def story(office: Office) -> None:
        li, sun = await office.worker(), await office.supervisor()
        home = await household(li)
        await visited(li, home)
        await send(li, "早上。")
        await li.sync()
        await sun.sync()
        (read,) = (await reading(sun).page(0, 10)).lines
        await reading(sun).mark_read(read.diary)
        await send(li, "早上。晚上又去了一趟。")
        await li.sync()
        await sun.sync()
        await sun.sync()
        (again,) = (await reading(sun).page(0, 10)).lines
        assert (again.state, again.paragraph) == (SENT, "早上。晚上又去了一趟。")

    tell(story)


def test_two_laptops_of_one_worker_send_one_diary_of_a_day(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker(), await office.supervisor()
        other = await office.worker()
        await visited(li, await household(li))
        await li.sync()
        await other.sync()
        await send(li, "上午走访。")
        await send(other, "下午走访。")
        for each in (li, other, sun):
            await each.sync()
        assert len((await reading(sun).page(0, 10)).lines) == 1
        said = str(await sun.rows("conflict")) + str(await sun.rows("diary"))
        assert "上午走访" in said
        assert "下午走访" in said

    tell(story)


def test_what_was_typed_here_meets_what_another_laptop_sent_before(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, other = await office.worker(), await office.worker()
        await visited(li, await household(li))
        await li.sync()
        await other.sync()
        mine = diaries(li)
        await mine.keep_typed(await mine.day(DAY), "这台电脑写的。")
        await send(other, "那台电脑写的。")
        await other.sync()
        await li.sync()
        day = await mine.day(DAY)
        assert day.form.typed["paragraph"] == "这台电脑写的。"
        await mine.send(day, "这台电脑写的。")
        await li.sync()
        held = str(await li.rows("conflict")) + str(await li.rows("diary"))
        assert "这台电脑写的。" in held
        assert "那台电脑写的。" in held

    tell(story)


def test_what_is_typed_is_there_again_and_leaves_with_the_sending(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        await household(li)
        await li.sync()
        page = diaries(li)
        await page.keep_typed(await page.day(DAY), "写到一半")
        assert (await page.day(DAY)).form.typed["paragraph"] == "写到一半"
        await send(li, "写完了。")
        day = await page.day(DAY)
        assert (day.form.typed, day.form.values["paragraph"]) == ({}, "写完了。")

    tell(story)


def test_a_visit_that_is_gone_leaves_its_codes_in_a_diary_and_no_name(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker(), await office.supervisor()
        visit = await visited(li, await household(li))
        await send(li)
        await li.sync()
        await sun.sync()
        (row,) = await sun.rows("diary")
        assert "王大爷" not in str(row.values)
        await sun.database.write(lambda connection: drop_confirmed(connection, [visit]))
        await sun.database.write(lambda connection: refresh(connection, [visit]))
        (told,) = (await reading(sun).page(0, 10)).lines[0].visits
        assert told.is_gone
        assert told.noted.kind == "care"

    tell(story)
