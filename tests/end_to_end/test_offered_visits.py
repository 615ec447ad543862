"""A promise goes to a colleague over a real server: withdrawn while accepted, offered again, accepted."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from gridclient.actions.sync_status import SyncStatus
from gridclient.actions.today import DuePerson, Today, TodayList
from gridclient.actions.visit_offers import VisitOffers
from gridclient.db.facts import save
from gridclient.ui.sync.reasons import reason_words
from gridcore.fields import Value
from gridcore.ids import GroupId
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridcore.work_calendar import WorkCalendar
from gridserver.installation import Installation
from tests.end_to_end.test_duplicates import NAMES, PORTS, Laptop, all_sync, enrolled, written_twice
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import TODAY, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

LI, ZHANG = NAMES["li"], NAMES["zhang"]
VISITED: dict[str, Value] = {"visited_on": "2026-02-25", "kind": "care", "way": "door", "met": True}


async def day(laptop: Laptop, worker: str) -> Today:
    return await TodayList(laptop.session.database, WorkCalendar(), worker).load(TODAY)


def offers(laptop: Laptop, worker: str) -> VisitOffers:
    roles = frozenset({Role.GRID_WORKER})
    return VisitOffers(laptop.session.database, C, PORTS, worker=worker, roles=roles)


async def told(laptop: Laptop) -> list[str]:
    """What the page of Sync says of what was put aside; afterwards its reader is done with it."""
    status = SyncStatus(laptop.session.database, C)
    refused = (await status.overview()).refused
    await status.dismiss([each.n for each in refused])
    return [reason_words(each.verdict, each.reason, each.kind) for each in refused]


async def promised(li: Laptop) -> None:
    """Li promised at a door to come again today."""
    person = (await written_twice(li, "王建国"))[0]
    home = (await li.people())[person]["household"]
    said: dict[str, Value] = {"household": home, "resident": person, "worker": LI, "promised": "带申请表"}
    said |= {"follow_up": "errand", "next_date": TODAY.isoformat(), "recorded_at": "2026-02-25T08:00:00Z"}
    made = Create(0, GroupId(PORTS.new_id()), PORTS.new_id(), "visit", VISITED | said, at=PORTS.moment())
    await li.session.database.write(partial(save, community=C, edits=[made], made_at=PORTS.moment()))


def test_a_promise_changes_hands_over_the_server_only_when_the_colleague_accepts(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with AsyncExitStack() as stack:
            laptops = []
            for user in ("li", "zhang"):
                laptops.append(await enrolled(tmp_path / user, field, address, user))
                stack.push_async_callback(laptops[-1].session.close)
            await lived(*laptops)

    asyncio.run(story())


async def lived(li: Laptop, zhang: Laptop) -> None:
    await promised(li)
    await all_sync(li, zhang)
    (mine,) = (await day(li, LI)).due
    assert await offers(li, LI).offer(mine, ZHANG, "休假")
    await all_sync(li, zhang)

    late = (await day(zhang, ZHANG)).asked[0]
    assert await offers(li, LI).withdraw((await day(li, LI)).due[0])
    await li.sync()
    assert await offers(zhang, ZHANG).accept(late)
    await all_sync(zhang, li)
    assert await holders(li, zhang) == ("", "")
    assert await told(zhang) == [
        "It was decided before this arrived, and that counts: With whose it is. Nothing else changed."
    ]

    (mine,) = (await day(li, LI)).due
    assert await offers(li, LI).offer(mine, ZHANG)
    await all_sync(li, zhang)
    assert await offers(zhang, ZHANG).accept((await day(zhang, ZHANG)).asked[0])
    await all_sync(zhang, li)
    assert await holders(li, zhang) == (ZHANG, ZHANG)
    assert (await day(li, LI)).due == []
    assert [await told(each) for each in (li, zhang)] == [[], []]


async def holders(li: Laptop, zhang: Laptop) -> tuple[str, str]:
    """Who makes the one visit, as each of both reads it."""
    found: list[DuePerson] = []
    for laptop, worker in ((li, LI), (zhang, ZHANG)):
        today = await day(laptop, worker)
        assert today.asked == []
        found += [*today.due, *today.lent]
    mine, theirs = found
    return mine.due.handed_to, theirs.due.handed_to
