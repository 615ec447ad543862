"""A household goes to another grid as a whole, over two laptops: asked for, agreed to, nothing lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from gridclient.actions.moving_away import MovingAway
from gridclient.actions.review import Review
from gridclient.actions.sync_status import SyncStatus
from gridclient.db.moving_away import keep_neighbours
from gridclient.sync.transport import Transport
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.problems import ProblemError
from gridcore.roles import Role
from gridcore.sync.moving_away import arrivals_scope
from gridcore.sync.verdicts import VerdictCode
from gridcore.wire.communities import Communities, Neighbour
from gridcore.workflows.decision import ACCEPTED
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
OTHER = ScopeId("grid/grid-2")
THERE = CommunityId("330106001002")


def away(laptop: Laptop) -> MovingAway:
    async def line() -> Transport:
        return laptop.line

    return MovingAway(laptop.database, COMMUNITY, laptop.clock.ports, line)


def review(laptop: Laptop) -> Review:
    roles = frozenset({Role.SUPERVISOR})
    return Review(laptop.database, COMMUNITY, laptop.clock.ports, supervisor="sun", roles=roles)


async def two_grids(laptop: Laptop) -> None:
    """The laptop knows both grids by name."""

    def know(connection: Connection) -> None:
        for code, name in (("grid-1", "第一网格"), ("grid-2", "第二网格")):
            connection.exec_driver_sql(
                "INSERT INTO shown_grid (id, scope, removed, waiting, disputed, code, name)"
                " VALUES (?, ?, 0, 0, 0, ?, ?)",
                (f"id {code}", COMMUNITY_SCOPE, code, name),
            )

    await laptop.database.write(know)


async def settled(li: Laptop) -> tuple[RecordId, RecordId]:
    home = await household(li)
    person = await li.create("resident", household=home, name="王小明", birth_date="1950-01-01")
    await visit(li, home)
    await li.sync()
    return home, person


async def agree(sun: Laptop) -> None:
    """The supervisor reads the only proposal, and accepts it."""
    page = review(sun)
    (line,) = await page.waiting()
    seen = await page.submission(line)
    assert seen is not None
    proposed = await page.proposed(seen)
    assert (proposed.before, proposed.other.words) == ("第一网格", ("第二网格",))
    step = next(each for each in seen.steps if each.to == ACCEPTED)
    await page.decide(seen, step)
    await sun.sync()


def test_a_worker_asks_the_supervisor_agrees_and_the_whole_household_is_in_the_other_grid(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker("li"), await office.supervisor()
        far = await office.worker("chen", grid="grid-2")
        home, person = await settled(li)
        for each in (li, sun):
            await two_grids(each)
        found = await away(li).leaving(home)
        assert found is not None
        assert (found.here, [(each.scope, each.is_here) for each in found.places]) == (
            "第一网格",
            [(OTHER, False)],
        )
        assert (found.going.people, found.going.visits, found.going.to) == (1, 1, None)
        assert await away(li).send(home, OTHER) is None
        assert await away(li).send(home, OTHER) == "waits"
        await li.sync()
        again = await away(li).leaving(home)
        assert again is not None
        assert again.waits_for == "第二网格", "the proposal is told after the edit has gone"
        await sun.sync()
        await agree(sun)
        await li.sync()
        await far.sync()
        assert await li.row("household", home) is None
        assert await far.value("resident", person, "name") == "王小明"
        assert len(await far.rows("visit")) == 1
        assert {each.scope for each in await sun.rows("household")} == {OTHER}

    tell(story)


def test_what_the_old_worker_typed_meanwhile_waits_and_is_taken_over_in_the_new_grid(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker("li"), await office.supervisor()
        home, _ = await settled(li)
        await sun.sync()
        await away(sun).send(home, OTHER)
        await sun.sync()
        await li.edit("household", home, phone="13900000000")
        await li.sync()
        assert await li.row("household", home) is None
        refused = (await SyncStatus(li.database, COMMUNITY).overview()).refused
        assert [each.reason for each in refused] == ["scope_left"], "her words are not lost"
        await sun.sync()
        (waiting,) = await sun.rows("parked_edit")
        assert waiting.values["reason"] == "scope_left"

    tell(story)


def test_a_household_without_a_door_in_its_grid_is_shown_and_gets_one(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker("li"), await office.supervisor()
        far = await office.worker("chen", grid="grid-2")
        home, person = await settled(li)
        await sun.sync()
        await away(sun).send(home, OTHER)
        await sun.sync()
        await far.sync()
        building = await far.create("building", OTHER, name="9号楼")
        room = await far.create("room", building=building, unit=1, floor=1, room_number="101")
        await far.edit("household", home, room=room)
        end = await far.sync()
        assert not end.differing
        assert await far.value("household", home, "room") == room
        assert await far.value("resident", person, "household") == home

    tell(story)


def test_other_communities_are_offered_as_the_server_named_them_last(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker("li")
        home, _ = await settled(li)
        await li.edit("household", home, remark="只留在本社区")
        with pytest.raises(ProblemError):
            await away(li).learn()
        told = Communities(
            (Neighbour(THERE, "清波社区", ("西湖区", "翠苑街道")), Neighbour(COMMUNITY, "本社区"))
        )
        assert await li.database.write(lambda c: keep_neighbours(c, told))
        assert not await li.database.write(lambda c: keep_neighbours(c, told))
        found = await away(li).leaving(home)
        assert found is not None
        (there,) = found.places
        assert (there.name, there.is_abroad) == ("西湖区 · 翠苑街道 · 清波社区", True)
        assert await away(li).send(home, there.scope) is None
        waiting = await away(li).leaving(home)
        assert waiting is not None
        assert waiting.waits_for == there.name

    tell(story)


def test_what_was_typed_offline_after_a_household_left_for_another_community_is_kept(tell: Tell) -> None:
    async def story(office: Office) -> None:
        office.server.communities = (THERE,)
        li, wang, sun = await office.worker("li"), await office.worker("wang"), await office.supervisor()
        home, person = await settled(li)
        await wang.sync()
        assert await away(li).send(home, arrivals_scope(THERE)) is None
        await li.sync()
        office.agree()
        await wang.edit("household", home, phone="13900000000")
        await visit(wang, home, said="走访时说的话")
        end = await wang.sync()
        assert not end.differing
        page = SyncStatus(wang.database, COMMUNITY)
        refused = (await page.overview()).refused
        assert {(each.verdict, each.reason) for each in refused} == {(VerdictCode.MOVED, THERE)}
        assert len(refused) == 2
        for laptop in (li, wang, sun):
            await laptop.sync()
            assert await laptop.row("household", home) is None
            assert await laptop.row("resident", person) is None
        assert await sun.rows("parked_edit") == [], "it stays with who wrote it"
        assert len(await li.rows("visit")) == 1, "what was seen here stays here"

    tell(story)
