"""The timer of sync: it tells where things stand, and never forgets what waits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import Status, SyncState
from gridclient.sync.transport import Call, Reply
from gridcore.problems import ProblemCode, ProblemError
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household
from tests.client.sync.laptop import Laptop

Tell = Callable[[Story], None]


@dataclass
class Told:
    """What the indicator was told, to be waited for."""

    seen: list[Status] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, status: Status) -> None:
        self.seen.append(status)
        self.changed.set()

    async def until(self, fits: Callable[[Status], bool]) -> Status:
        """The first status that fits, from now on."""
        while not (self.seen and fits(self.seen[-1])):
            self.changed.clear()
            await self.changed.wait()
        return self.seen[-1]


@dataclass
class Switch:
    """A line that can be unplugged."""

    laptop: Laptop
    problem: ProblemError | None = None

    def send(self, call: Call, stop: Event) -> Reply:
        if self.problem is not None:
            raise self.problem
        return self.laptop.line.send(call, stop)


async def running(
    laptop: Laptop, line: Switch, told: Told, meanwhile: Callable[[SyncRunner], object]
) -> None:
    """Let a story happen while the runner runs."""
    runner = SyncRunner(laptop.database, line, laptop.clock.ports, told=told.hear)
    async with asyncio.TaskGroup() as group:
        group.create_task(runner.run())
        try:
            await meanwhile(runner)  # type: ignore[misc]
        finally:
            await runner.stop()


def test_what_is_saved_is_counted_and_then_on_the_server(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()

        async def meanwhile(runner: SyncRunner) -> None:
            await told.until(lambda status: bool(status.last_contact) and status.state is SyncState.ON_SERVER)
            await household(laptop)
            waits = await told.until(lambda status: status.waiting == 3)
            assert waits.state is SyncState.WAITING
            runner.sync_now()
            await told.until(lambda status: status.waiting == 0)
            done = await told.until(lambda status: status.state is SyncState.ON_SERVER)
            assert (done.problem, done.needs_you) == (None, 0)

        await running(laptop, Switch(laptop), told, meanwhile)

    tell(story)


def test_lists_that_an_update_left_empty_are_said_to_be_prepared_and_read_when_they_are_whole(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()
        await household(laptop)
        await laptop.database.write(
            lambda connection: connection.exec_driver_sql("DELETE FROM shown_layout") and None
        )
        read_at: list[bool] = []

        async def read() -> None:
            read_at.append(told.seen[-1].is_preparing)

        offline = Switch(laptop, ProblemError(ProblemCode.OFFLINE))
        runner = SyncRunner(laptop.database, offline, laptop.clock.ports, told=told.hear, arrived=read)
        async with asyncio.TaskGroup() as group:
            group.create_task(runner.run())
            await told.until(lambda status: status.state is SyncState.OFFLINE)
            await runner.stop()
        assert [each.is_preparing for each in told.seen[:2]] == [True, False]
        assert [each.state for each in told.seen[:2]] == [SyncState.WAITING] * 2, "what waits is told, too"
        assert not any(each.is_preparing for each in told.seen[2:])
        assert read_at == [False]

    tell(story)


def test_without_a_line_it_is_offline_and_work_goes_on(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()
        line = Switch(laptop, ProblemError(ProblemCode.OFFLINE))

        async def meanwhile(runner: SyncRunner) -> None:
            await told.until(lambda status: status.state is SyncState.OFFLINE)
            await household(laptop)
            runner.saved()
            status = await told.until(lambda status: status.waiting == 3)
            assert (status.state, status.problem) == (SyncState.OFFLINE, ProblemCode.OFFLINE)
            line.problem = None
            runner.sync_now()
            await told.until(lambda status: status.state is SyncState.ON_SERVER)

        await running(laptop, line, told, meanwhile)

    tell(story)


def test_a_server_that_went_back_is_told_apart_from_a_broken_line(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()
        laptop.line.change = lambda lines: [b'{"restore":0}']

        async def meanwhile(runner: SyncRunner) -> None:
            status = await told.until(lambda status: status.state is SyncState.HELD)
            assert status.held == "restore"

        await running(laptop, Switch(laptop), told, meanwhile)

    tell(story)


def test_a_laptop_that_is_revoked_hears_of_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()
        laptop.line.change = lambda lines: [lines[0].replace(b'"epoch"', b'"wipe":true,"epoch"')]

        async def meanwhile(runner: SyncRunner) -> None:
            await told.until(lambda status: status.state is SyncState.REVOKED)

        await running(laptop, Switch(laptop), told, meanwhile)

    tell(story)


def test_a_suspended_laptop_says_so_and_keeps_what_is_saved(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()
        home = await household(laptop)
        await laptop.sync()
        laptop.line.change = lambda lines: [lines[0].replace(b'"epoch"', b'"suspended":true,"epoch"')]

        async def meanwhile(runner: SyncRunner) -> None:
            runner.sync_now()
            await told.until(lambda status: status.state is SyncState.SUSPENDED)
            assert await laptop.row("household", home) is not None

        await running(laptop, Switch(laptop), told, meanwhile)

    tell(story)


def test_a_conflict_asks_for_a_person(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, told = await office.worker("li"), await office.worker("zhang"), Told()
        home = await household(li)
        await li.sync()
        await zhang.sync()
        await li.edit("household", home, phone="13900000001")
        await zhang.edit("household", home, phone="13900000002")
        await li.sync()

        async def meanwhile(runner: SyncRunner) -> None:
            status = await told.until(lambda status: status.state is SyncState.NEEDS_YOU)
            assert status.needs_you == 1

        await running(zhang, Switch(zhang), told, meanwhile)

    tell(story)


def test_while_an_answer_is_read_from_a_stick_no_round_runs(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()

        async def meanwhile(runner: SyncRunner) -> None:
            await told.until(lambda status: bool(status.last_contact) and status.state is SyncState.ON_SERVER)
            async with runner.between_rounds():
                asked = len(laptop.line.requests)
                await household(laptop)
                runner.sync_now()
                for _ in range(50):
                    await asyncio.sleep(0.002)
                assert len(laptop.line.requests) == asked
            await told.until(lambda status: status.waiting == 0 and status.state is SyncState.ON_SERVER)
            assert len(laptop.line.requests) > asked

        await running(laptop, Switch(laptop), told, meanwhile)

    tell(story)
