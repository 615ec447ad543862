"""Until all records are here the laptop says so, and nobody takes what has not come for what never was."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from urllib.parse import quote

from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import SyncState
from gridclient.sync.transport import Call, Reply
from gridcore.ids import RecordId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.messages import Head, Mark, decode_request, encode_line
from tests.client.sync.conftest import Office, Story
from tests.client.sync.test_first_sync import GRID, Snapshot, community
from tests.client.sync.test_runner import Told

Tell = Callable[[Story], None]
SECOND = ScopeId("grid/9999010010010199")


def is_beside(call: Call) -> bool:
    """Whether it asks for something else than records."""
    return call.method == "GET" and not call.target.startswith("/snapshot/")


@dataclass
class _Line:
    """To a server that gives records and nothing else."""

    server: Snapshot

    def send(self, call: Call, stop: Event) -> Reply:
        """Pass on what asks for records."""
        if is_beside(call):
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        return self.server.send(call, stop)


def test_records_are_said_to_arrive_until_the_first_sync_is_complete_also_when_it_is_cut(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told = await office.worker(), Told()
        server, looked = community(2_000, 3_000), list[bool]()

        def cut(number: int) -> None:
            if number == 4_500:
                raise ProblemError(ProblemCode.SERVER_UNREACHABLE)

        async def look() -> None:
            looked.append(told.seen[-1].is_arriving)

        server.between = cut
        runner = SyncRunner(laptop.database, _Line(server), laptop.clock.ports, told=told.hear, arrived=look)
        runner.carries_files = False  # nor does it listen then
        async with asyncio.TaskGroup() as group:
            group.create_task(runner.run())
            await told.until(lambda status: status.state is SyncState.OFFLINE)
            assert all(each.is_arriving for each in told.seen)
            assert looked == [True], "people can be looked at, and their visits are on the way"
            server.between = lambda number: None
            runner.sync_now()
            whole = await told.until(lambda status: status.state is SyncState.ON_SERVER)
            assert not whole.is_arriving
            await told.until(lambda status: not status.is_arriving)
            await runner.stop()
        assert looked[1:], "what came since is read"

    tell(story)


class _Two:
    """A server with a grid, and with a second one as soon as the worker has it, too."""

    def __init__(self) -> None:
        self.first, self.second = community(50, 50), community(60, 60)
        self.second.scope, self.has_second = SECOND, False
        for number, (kind, record, cells) in enumerate(self.second.records):
            self.second.records[number] = kind, RecordId(f"s{record}"), cells

    def send(self, call: Call, stop: Event) -> Reply:
        """Both grids in one answer; each has its own snapshot."""
        if is_beside(call):
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        if not self.has_second or call.target.startswith("/snapshot/"):
            asked = self.second if quote(SECOND) in call.target else self.first
            return asked.send(call, stop)
        cursors = decode_request(call.body).scopes
        told = [each.commit(cursors.get(each.scope, 0)) for each in (self.first, self.second)]
        head = Mark(h=Head("epoch-1", "", [GRID, SECOND], n_acked=0, chain="0" * 64))
        return Reply(200, {}, iter([encode_line(head).rstrip(), *told]), lambda: None)


def test_a_further_grid_is_told_to_arrive_before_its_first_records_are_shown(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, told, server = await office.worker(), Told(), _Two()
        looked = list[bool]()
        runner = SyncRunner(laptop.database, server, laptop.clock.ports, told=told.hear)
        runner.carries_files = False  # nor does it listen then
        server.second.between = lambda _: looked.append(runner.status.is_arriving)
        async with asyncio.TaskGroup() as group:
            group.create_task(runner.run())
            await told.until(lambda status: status.state is SyncState.ON_SERVER and not status.is_arriving)
            server.has_second = True
            runner.sync_now()
            await told.until(lambda status: status.is_arriving)
            await told.until(lambda status: status.state is SyncState.ON_SERVER and not status.is_arriving)
            await runner.stop()
        assert looked
        assert looked[-1], "told by the time that the last of it came"

    tell(story)
