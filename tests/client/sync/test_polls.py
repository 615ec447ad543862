"""A quiet laptop asks in a few bytes; whatever is not quiet about it is asked and said whole."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from gridclient.db.cursors import Cursor, ScopeState, cursors, store_cursor
from gridclient.db.settings import SERVER_POLLS, get_setting
from gridclient.sync.transport import Call, Reply
from gridcore.ids import UserId
from gridcore.permissions import Assignment
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.client.sync.test_with_server import Counted, Story, Worker, homes_of, offline_work, states, tell
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import G2, GRID_1, GRID_2, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "tell", "template"]

Laptops = Callable[[str], Awaitable[Worker]]
Tell = Callable[[Story], None]


def asked(worker: Worker) -> list[Call]:
    """What it asked since it was looked at last."""
    assert isinstance(worker.transport, Counted)
    found = [*worker.transport.asked]
    worker.transport.asked.clear()
    return found


async def quiet(worker: Worker) -> Worker:
    """A laptop that has read everything and heard what the server can."""
    await worker.sync()
    await worker.sync()
    asked(worker)
    return worker


async def followed(worker: Worker) -> dict[str, Cursor]:
    found = await worker.session.database.read(lambda connection: cursors(connection, C))
    return {str(scope): each for scope, each in found.items()}


def test_a_laptop_with_nothing_to_do_asks_once_and_briefly(tell: Tell) -> None:
    async def story(laptop: Laptops) -> None:
        li = await quiet(await laptop("li"))
        before = await followed(li)
        end = await li.sync()
        (call,) = asked(li)
        assert call.is_brief
        assert (end.sent, end.received, end.scopes) == (0, 0, frozenset(before))
        assert await followed(li) == before

    tell(story)


def test_what_others_did_comes_with_the_poll(tell: Tell) -> None:
    async def story(laptop: Laptops) -> None:
        li, zhang = await quiet(await laptop("li")), await quiet(await laptop("zhang"))
        await offline_work(zhang, 2)
        await zhang.sync()
        before = await homes_of(li)
        await li.sync()
        (call,) = asked(li)
        assert call.is_brief
        assert await homes_of(li) == before + 2
        assert await states(li) == {ScopeState.COMPLETE}
        assert len({each.seq for each in (await followed(li)).values()}) == 1
        await li.sync()
        assert [each.is_brief for each in asked(li)] == [True]

    tell(story)


def test_who_has_something_to_send_asks_whole(tell: Tell) -> None:
    async def story(laptop: Laptops) -> None:
        li = await quiet(await laptop("li"))
        await offline_work(li, 1)
        assert (await li.sync()).sent > 0
        assert not any(each.is_brief for each in asked(li))

    tell(story)


def test_a_poll_that_is_cut_moves_nothing(tell: Tell) -> None:
    async def story(laptop: Laptops) -> None:
        li, zhang = await quiet(await laptop("li")), await quiet(await laptop("zhang"))
        await offline_work(zhang, 1)
        await zhang.sync()
        before = await followed(li)
        assert isinstance(li.transport, Counted)
        li.transport.lines_left = 2
        with pytest.raises(ProblemError):
            await li.sync()
        assert await followed(li) == before
        li.transport.lines_left = None
        await li.sync()
        assert await homes_of(li) == await homes_of(zhang)

    tell(story)


def test_a_new_duty_is_heard_of_in_the_same_round(tell: Tell, field: Installation) -> None:
    async def story(laptop: Laptops) -> None:
        zhang = await quiet(await laptop("zhang"))
        given = Assignment(UserId("zhang"), Role.GRID_WORKER, G2)
        with field.database.write() as connection:
            accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
        try:
            end = await zhang.sync()
            assert [each.is_brief for each in asked(zhang)][:2] == [True, False]
            assert end.scopes is not None
            assert GRID_2 in end.scopes
        finally:
            with field.database.write() as connection:
                accounts.end_assignment(connection, C, given, date(2026, 1, 2), by="console", now=NOW)

    tell(story)


def test_a_store_that_differs_is_found_by_a_poll_and_read_again(tell: Tell) -> None:
    async def story(laptop: Laptops) -> None:
        li = await laptop("li")
        await offline_work(li, 1)
        await quiet(li)
        wrong = replace((await followed(li))[GRID_1], total=7)
        await li.session.database.write(lambda connection: store_cursor(connection, C, wrong))
        await li.sync()
        calls = asked(li)
        assert [each.is_brief for each in calls][:2] == [True, False]
        assert any("/reconcile/" in each.target for each in calls), "what differs is compared"
        assert (await followed(li))[GRID_1].state is ScopeState.COMPLETE

    tell(story)


def test_a_server_that_does_not_understand_polls_is_asked_whole_from_then_on(tell: Tell) -> None:
    class Older:
        """The line to a server of the version before."""

        def __init__(self, below: Counted) -> None:
            self._below = below

        def send(self, call: Call, stop: Event) -> Reply:
            if call.is_brief:
                raise ProblemError(ProblemCode.SERVER_FAILED, status=422)
            reply = self._below.send(call, stop)
            lines = (each.replace(b',"proto":2', b"") for each in reply.lines)
            return Reply(reply.status, reply.headers, lines, reply.close)

    async def story(laptop: Laptops) -> None:
        li = await quiet(await laptop("li"))
        assert isinstance(li.transport, Counted)
        counted, li.transport = li.transport, Older(li.transport)
        for _ in range(2):
            await li.sync()
            assert not await li.session.database.read(lambda told: get_setting(told, SERVER_POLLS))
        assert [each.is_brief for each in counted.asked] == [False, False]

    tell(story)


def test_a_round_that_is_stopped_keeps_no_news(tell: Tell) -> None:
    class Stopping:
        """Stops the round while its answer is read."""

        def __init__(self, below: Counted) -> None:
            self._below = below

        def send(self, call: Call, stop: Event) -> Reply:
            reply = self._below.send(call, stop)
            stop.set()
            return reply

    async def story(laptop: Laptops) -> None:
        li, zhang = await quiet(await laptop("li")), await quiet(await laptop("zhang"))
        await offline_work(zhang, 1)
        await zhang.sync()
        before = await followed(li)
        assert isinstance(li.transport, Counted)
        li.transport = Stopping(li.transport)
        await li.sync()
        assert await followed(li) == before

    tell(story)
