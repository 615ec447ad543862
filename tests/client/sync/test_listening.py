"""News come without being polled for, and listening never becomes a burden."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from gridclient.sync.listening import Listening
from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import SyncState
from gridclient.sync.transport import Call, Reply
from gridcore.problems import ProblemCode, ProblemError
from gridserver.http.waiters import Waiters
from gridserver.installation import Installation
from tests.client.sync.test_runner import Told
from tests.client.sync.test_with_server import Counted, Worker, enrolled, homes_of, offline_work
from tests.server.conftest import cluster, database, dsn, field, template
from tests.server.test_waiting import office

__all__ = ["cluster", "database", "dsn", "field", "template"]

Laptops = Callable[[str], Awaitable[Worker]]
Story = Callable[[Laptops, Waiters], Awaitable[None]]
Tell = Callable[[Story], None]


@pytest.fixture
def tell(tmp_path: Path, field: Installation) -> Tell:
    """Let a story happen with laptops of a server that holds questions open for long."""

    def told(story: Story) -> None:
        async def happen() -> None:
            made: list[Worker] = []

            async def laptop(user: str) -> Worker:
                made.append(await enrolled(tmp_path / f"{user}{len(made)}", field, address, user))
                for _ in range(2):
                    await made[-1].sync()
                assert isinstance(made[-1].transport, Counted)
                made[-1].transport.asked.clear()
                return made[-1]

            try:
                await story(laptop, waiters)
            finally:
                for each in made:
                    await each.session.close()

        with office(field, longest_s=60) as (address, waiters):
            asyncio.run(happen())

    return told


@asynccontextmanager
async def running(worker: Worker, told: Told) -> AsyncIterator[SyncRunner]:
    """The laptop's timer, for as long as a story needs it."""
    session = worker.session
    runner = SyncRunner(session.database, worker.transport, session.ports, told=told.hear)
    async with asyncio.TaskGroup() as group:
        group.create_task(runner.run())
        try:
            yield runner
        finally:
            await runner.stop()


async def until(fits: Callable[[], bool]) -> None:
    while not fits():
        await asyncio.sleep(0.01)


def targets(worker: Worker) -> list[str]:
    """What was asked, besides who the user is."""
    assert isinstance(worker.transport, Counted)
    found = [each.target.split("/")[1] for each in worker.transport.asked]
    return [each for each in found if each != "v1"]


def test_a_colleagues_change_arrives_without_a_poll(tell: Tell) -> None:
    """The next round of an idle laptop would come in five minutes."""

    async def story(laptop: Laptops, waiters: Waiters) -> None:
        li, zhang, told = await laptop("li"), await laptop("zhang"), Told()
        async with running(li, told):
            for times in range(1, 4):
                await until(lambda: len(waiters) == 1)
                before = await homes_of(li)
                await offline_work(zhang, 1)
                await zhang.sync()
                await told.until(lambda status: status.received > 0 and status.state is not SyncState.SENDING)
                assert await homes_of(li) == before + 1
                assert targets(li).count("sync") == times + 1
                told.seen.clear()
        await until(lambda: not waiters)

    tell(story)


def test_a_laptop_does_not_hear_of_its_own_work(tell: Tell) -> None:
    async def story(laptop: Laptops, waiters: Waiters) -> None:
        li, told = await laptop("li"), Told()
        async with running(li, told) as runner:
            await until(lambda: len(waiters) == 1)
            await offline_work(li, 1)
            runner.sync_now()
            await until(lambda: targets(li).count("wait") == 2)
            await until(lambda: len(waiters) == 1)
            for _ in range(50):
                await asyncio.sleep(0.01)
            assert targets(li) == ["sync", "wait", "sync", "wait"]

    tell(story)


def test_on_a_metered_line_nothing_is_held_open(tell: Tell) -> None:
    async def story(laptop: Laptops, waiters: Waiters) -> None:
        li, told = await laptop("li"), Told()
        async with running(li, told) as runner:
            await until(lambda: len(waiters) == 1)
            runner.carries_files = False
            runner.sync_now()
            await until(lambda: targets(li).count("sync") == 2)
            await until(lambda: not waiters)
            await told.until(lambda status: status.state is not SyncState.SENDING)
        assert targets(li).count("wait") == 1

    tell(story)


class Answering:
    """A line whose server always says the same to those who wait."""

    def __init__(self, below: Counted, say: Callable[[], Reply]) -> None:
        self._below, self._say = below, say
        self.waits = 0

    def send(self, call: Call, stop: Event) -> Reply:
        if not call.target.startswith("/wait/"):
            return self._below.send(call, stop)
        self.waits += 1
        return self._say()


def lines(line: bytes) -> Reply:
    return Reply(200, {}, iter([line]), lambda: None)


def refuse() -> Reply:
    raise ProblemError(ProblemCode.SERVER_BUSY, wait_s=600)


def hang_up() -> Reply:
    raise ProblemError(ProblemCode.SERVER_UNREACHABLE)


@pytest.mark.parametrize("say", [refuse, hang_up, lambda: lines(b'{"come":false}'), lambda: lines(b"<html>")])
def test_a_server_without_room_is_left_alone_for_a_while(tell: Tell, say: Callable[[], Reply]) -> None:
    async def story(laptop: Laptops, waiters: Waiters) -> None:
        li, heard = await laptop("li"), asyncio.Event()
        assert isinstance(li.transport, Counted)
        line = Answering(li.transport, say)
        listening = Listening(li.session.database, line, li.session.ports, heard.set)
        async with listening.open(is_allowed=True):
            await until(lambda: line.waits == 1)
            for _ in range(30):
                await asyncio.sleep(0.01)
            assert line.waits == 1
        assert not heard.is_set()

    tell(story)


def test_news_that_are_none_are_not_fetched_again_and_again(tell: Tell) -> None:
    """A server that always says yes costs one round, and then ever fewer."""

    async def story(laptop: Laptops, waiters: Waiters) -> None:
        li, told = await laptop("li"), Told()
        assert isinstance(li.transport, Counted)
        counted = li.transport
        li.transport = line = Answering(counted, lambda: lines(b'{"come":true}'))
        async with running(li, told):
            await until(lambda: [each.target for each in counted.asked].count("/sync/v1") == 2)
            for _ in range(50):
                await asyncio.sleep(0.01)
            assert line.waits == 1
            assert [each.target for each in counted.asked].count("/sync/v1") == 2

    tell(story)


def test_a_laptop_that_may_not_listen_asks_nothing(tell: Tell) -> None:
    async def story(laptop: Laptops, waiters: Waiters) -> None:
        li = await laptop("li")
        listening = Listening(li.session.database, li.transport, li.session.ports, lambda: None)
        async with listening.open(is_allowed=False):
            await asyncio.sleep(0.05)
        await offline_work(li, 1)
        async with listening.open(is_allowed=True):
            await asyncio.sleep(0.05)
        assert targets(li) == []

    tell(story)
