"""What was refused is before its author until she is done with it, also after her store was made anew."""

from collections.abc import Callable

from gridclient.actions.records import StepTo
from gridclient.db.pending import Pending, forget_aside, set_aside
from gridclient.db.replicas import succeed
from gridcore.ids import ReplicaId
from gridcore.sync.verdicts import VerdictCode
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import visit
from tests.client.sync.laptop import Laptop
from tests.client.sync.test_round import Li
from tests.client.sync.test_verdicts import shared_home
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]


async def aside(laptop: Laptop) -> list[Pending]:
    return await laptop.read(lambda connection: set_aside(connection, COMMUNITY))


async def refused(office: Office) -> Laptop:
    """A laptop with a step that came too late, and a journal that says how far the server has its edits."""
    li, zhang, home = await shared_home(office)
    made = await visit(li, home)
    await li.sync()
    await zhang.sync()
    for laptop in (li, zhang):
        await laptop.records.take_step(await laptop.open("visit", made), StepTo("submitted"))
        await laptop.sync()
    await office.reopened(zhang)
    return zhang


def test_a_rebuilt_store_shows_what_was_refused_until_its_author_is_done_with_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await refused(office)
        before = await aside(laptop)
        assert [(each.verdict, each.extra) for each in before] == [(VerdictCode.STALE, "submitted")]
        for _ in range(2):
            await office.repaired(laptop)
            assert await aside(laptop) == before
            await laptop.sync()
            assert await aside(laptop) == before
        numbers = [each.n for each in before]
        await laptop.database.write(lambda connection: forget_aside(connection, COMMUNITY, numbers))
        await office.repaired(laptop)
        assert await aside(laptop) == []

    tell(story)


def test_what_a_former_replica_was_refused_is_shown_as_well(tell: Tell) -> None:
    async def story(office: Office) -> None:
        office.server.users = Li(office.server.users)
        laptop = await refused(office)
        await laptop.database.write(
            lambda connection: succeed(connection, ReplicaId("zhang-9"), "2026-10-30")
        )
        before = await aside(laptop)
        await office.reopened(laptop)
        await office.repaired(laptop)
        assert await aside(laptop) == before
        assert [each.n < 0 for each in before] == [True]

    tell(story)
