"""Two people share a walk through the real server: HTTP, signatures, PostgreSQL, SQLCipher."""

from collections.abc import Awaitable, Callable

from gridclient.actions.notes import Notes
from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrol_walks import PatrolWalks
from gridclient.actions.patrols import Patrols
from gridclient.actions.records import Saved
from gridclient.db.listing import count
from gridcore.fields import Values
from gridcore.ids import UserId
from gridcore.patrols import PATROL_CHECK, PATROL_PLAN
from gridcore.work_calendar import WorkCalendar
from tests.client.sync.test_with_server import (
    Story,
    Worker,
    address,
    cluster,
    database,
    dsn,
    field,
    tell,
    template,
)
from tests.server.field import GRID_1, C

__all__ = ["address", "cluster", "database", "dsn", "field", "tell", "template"]


def over(worker: Worker, name: str) -> tuple[Patrols, PatrolPoints, PatrolWalks]:
    stored, ports = worker.session.database, worker.session.ports
    notes = Notes(stored, worker.records, ports, UserId(name))
    walks = PatrolWalks(stored, worker.records, notes, ports, worker=name)
    patrols = Patrols(stored, worker.records, walks, ports, WorkCalendar(), C, places=[C])
    return patrols, PatrolPoints(stored, worker.records), walks


def test_a_supervisors_plan_is_walked_by_the_worker_and_both_tick_it(tell: Callable[[Story], None]) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        sun, li = await laptop("sun"), await laptop("li")
        form = await sun.records.open_form(PATROL_PLAN)
        assert form is not None
        cells: Values = {"content": "消防安全", "rhythm": "weekly", "starts_on": "2026-01-05"}
        assert isinstance(await sun.records.save(form, cells, scope=GRID_1), Saved)
        patrols, points, walks = over(sun, "sun")
        for place in ("消防通道", "电动车棚"):
            await points.add(form.record, place)
        await sun.sync()
        await li.sync()
        ours, _, own_walks = over(li, "li")
        assert [each.record for each in await ours.asked()] == [form.record]
        begun = await ours.begin(form.record)
        assert begun is not None
        await li.sync()
        await sun.sync()
        walk = await own_walks.walk(begun)
        same = await walks.walk(begun)
        assert walk is not None
        assert same is not None
        await own_walks.tick(walk, walk.points[0], "found", "杂物")
        await own_walks.tick(walk, walk.points[1], "in_order", "")
        await walks.tick(same, same.points[1], "in_order", "")
        assert await own_walks.end(walk)
        for each in (li, sun, li):
            await each.sync()
        for worker, told in ((li, own_walks), (sun, walks)):
            now = await told.walk(begun)
            assert now is not None
            assert [each.finding for each in now.points] == ["found", "in_order"]
            assert now.ended_at
            assert await worker.session.database.read(lambda c: count(c, PATROL_CHECK)) == 2
            assert await worker.session.database.read(lambda c: count(c, "conflict")) == 0
        assert await patrols.asked() == []

    tell(story)
