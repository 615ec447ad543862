"""A first sync of a whole community's size: quick, interruptible, and never in the way of a save."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from threading import Event

import msgspec
import pytest

from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.listing import Where
from gridclient.db.listing import count as count_rows
from gridclient.db.search import search
from gridclient.db.shown_rebuild import stale
from gridclient.sync.apply import Answer, apply_records
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import Listener
from gridclient.sync.transport import Call, Reply
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.stored import Confirmed, digest
from gridcore.wire.messages import Commit, Head, Mark, RecordLine, decode_request, encode_line
from gridcore.wire.snapshots import COMPLETE, OPEN, Place, PlaceLine, encode
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import SCOPE
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]

GRID = ScopeId(SCOPE)
MANY = 35_000


@dataclass
class Snapshot:
    """A server with one scope, whose snapshot is told line by line; `between` happens on the way."""

    records: list[tuple[str, RecordId, dict[str, Value]]]
    open_after: int
    between: Callable[[int], None] = lambda number: None
    scope: ScopeId = GRID
    asked: list[Call] = field(default_factory=list)
    stop: Event = field(default_factory=Event)

    def send(self, call: Call, stop: Event) -> Reply:
        """Answer a sync request with the head, a snapshot request with everything."""
        self.asked.append(call)
        if call.target.startswith("/snapshot/"):
            return Reply(200, {"ETag": '"one"'}, self._snapshot(call), lambda: None)
        request = decode_request(call.body)
        return Reply(200, {}, self._answer(request.scopes.get(self.scope, 0)), lambda: None)

    def commit(self, cursor: int) -> bytes:
        """The line that ends the scope."""
        return self._commit(cursor, more=cursor == 0)

    def _commit(self, cursor: int, *, more: bool = False) -> bytes:
        rows = [(record, number) for number, (_, record, _) in enumerate(self.records, 1)]
        told = "" if more else digest(rows)
        return encode_line(Mark(c=Commit(self.scope, cursor, len(rows), told, more=more))).rstrip()

    def _answer(self, cursor: int) -> Iterator[bytes]:
        chain = "0" * 64
        yield encode_line(Mark(h=Head("epoch-1", "", [self.scope], n_acked=0, chain=chain))).rstrip()
        yield self.commit(cursor)

    def _snapshot(self, call: Call) -> Iterator[bytes]:
        first = int(call.headers.get("Range", "bytes=0-")[6:-1])
        for number, (kind, record, cells) in enumerate(self.records, 1):
            if number <= first:
                continue
            if number % 1000 == 1:
                mark = OPEN if number == self.open_after + 1 else ""
                yield encode(PlaceLine(Place(number - 1, len(self.records), mark))).rstrip()
            self.between(number)
            raw = msgspec.Raw(msgspec.json.encode(cells))
            yield encode_line(RecordLine(kind, record, number, raw, msgspec.Raw(b"{}"))).rstrip()
            if number % 200 == 0:
                yield self._commit(0, more=True)
        yield self._commit(len(self.records))
        yield encode(PlaceLine(Place(len(self.records), len(self.records), COMPLETE))).rstrip()


def community(residents: int, visits: int) -> Snapshot:
    """People first, then what happened at their doors."""
    ids = count(1)

    def new() -> RecordId:
        return RecordId(f"{next(ids) * 7919 % 99_999_989:08}")

    people = [("resident", new(), {"name": "曾伟强", "household": f"h{n % 3000}"}) for n in range(residents)]
    happened = [
        ("visit", new(), {"household": f"h{n % 3000}", "visited_on": "2026-01-01", "said": "想吃面条"})
        for n in range(visits)
    ]
    return Snapshot([*people, *happened], open_after=residents)  # type: ignore[list-item]


async def sync(laptop: Laptop, server: Snapshot) -> None:
    await sync_round(laptop.database, server, laptop.clock.ports, server.stop)


async def number_of(laptop: Laptop, kind: str, *where: Where) -> int:
    return await laptop.read(lambda connection: count_rows(connection, kind, where))


async def states(laptop: Laptop) -> set[ScopeState]:
    found = await laptop.read(lambda connection: cursors(connection, COMMUNITY))
    return {each.state for each in found.values()}


def test_thirty_five_thousand_records_arrive_whole(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(15_000, MANY - 15_000)
        await sync(laptop, server)
        assert await states(laptop) == {ScopeState.COMPLETE}
        assert await number_of(laptop, "resident") + await number_of(laptop, "visit") == MANY
        assert await laptop.read(stale) == []
        for text in ("zengw", "曾伟", "面条"):
            hits = await laptop.read(lambda connection, typed=text: search(connection, typed, 20))  # type: ignore[misc]
            assert len(hits) == 20

    tell(story)


def test_what_today_needs_is_shown_before_the_rest_has_come(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(2_000, 3_000)

        def look(number: int) -> None:
            if number == 4_500:
                raise ProblemError(ProblemCode.SERVER_UNREACHABLE)

        server.between = look
        with pytest.raises(ProblemError):
            await sync(laptop, server)
        assert await number_of(laptop, "resident") == 2_000
        server.between = lambda number: None
        await sync(laptop, server)
        assert server.asked[-2].headers["Range"] == "bytes=4000-"
        assert await states(laptop) == {ScopeState.COMPLETE}
        assert await number_of(laptop, "visit") == 3_000

    tell(story)


def test_a_save_during_a_first_sync_is_kept_and_shown(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(1_000, 1_000)
        await laptop.create("quick_note", "user/li", said="先记一笔")
        await sync(laptop, server)
        await laptop.create("quick_note", "user/li", said="再记一笔")
        notes = await laptop.rows("quick_note")
        assert [each.values["said"] for each in notes] == ["先记一笔", "再记一笔"]
        assert len(await laptop.read(lambda connection: search(connection, "一笔", 9))) == 2

    tell(story)


def test_a_first_sync_that_is_stopped_ends_at_a_commit_line_and_goes_on(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(2_000, 3_000)

        def halt(number: int) -> None:
            if number == 2_500:
                server.stop.set()

        server.between = halt
        await sync(laptop, server)
        assert await states(laptop) == {ScopeState.BEGUN}
        assert await laptop.read(stale) == [], "what came is shown"
        server.between = lambda number: None
        server.stop.clear()
        await sync(laptop, server)
        assert await states(laptop) == {ScopeState.COMPLETE}
        assert await number_of(laptop, "resident") + await number_of(laptop, "visit") == 5_000

    tell(story)


def test_a_save_in_the_middle_of_a_first_sync_does_not_wait_for_its_end(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(2_000, 4_000)
        loop = asyncio.get_running_loop()
        read: list[int] = []

        async def save() -> None:
            await laptop.create("quick_note", "user/li", said="门口有人等")
            read.append(await number_of(laptop, "visit"))

        def halfway(number: int) -> None:
            if number == 3_500:  # the rest comes when it is saved
                asyncio.run_coroutine_threadsafe(save(), loop).result(60)

        server.between = halfway
        await sync(laptop, server)
        assert len(read) == 1
        assert read[0] < 4_000
        assert [each.values["said"] for each in await laptop.rows("quick_note")] == ["门口有人等"]
        assert await number_of(laptop, "visit") == 4_000

    tell(story)


@pytest.mark.parametrize(
    "line",
    [
        b"<html>",
        b'["r","visit","v","\xff"]',
        b'["r","visit","v",9,{"said":"\xff"},{}]',
        b'["b","visit"]',
        b'["b","visit","",0,[1],[],[[]],[0],[],{}]',
        b'["b","visit",["v"],0,[1],[],[["said"]],[0],[],{}]',
        b'["b","visit",["v"],0,[1],[],[["said"]],[0],[],{"said":["\xff"]}]',
        b'["g","v"]',
        b'{"c":{"scope":"grid/another","cursor":9,"rows":0,"digest":""}}',
    ],
)
def test_a_snapshot_that_is_garbage_breaks_nothing(tell: Tell, line: bytes) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(500, 500)
        whole = server._snapshot

        def spoilt(call: Call) -> Iterator[bytes]:
            lines = list(whole(call))
            return iter([*lines[:300], line, *lines[300:]])

        server._snapshot = spoilt  # type: ignore[method-assign]
        with pytest.raises(ProblemError) as caught:
            await sync(laptop, server)
        assert caught.value.code is ProblemCode.SERVER_GARBAGE
        server._snapshot = whole  # type: ignore[method-assign]
        await sync(laptop, server)
        assert await states(laptop) == {ScopeState.COMPLETE}

    tell(story)


def test_who_follows_a_first_sync_hears_how_far_it_is_and_when_to_look(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        server = community(2_000, 5_000)
        received: list[int] = []
        looked: list[int] = []

        async def look() -> None:
            looked.append(await number_of(laptop, "resident"))

        await sync_round(
            laptop.database,
            server,
            laptop.clock.ports,
            Event(),
            listener=Listener(lambda end: received.append(end.received), look),
        )
        assert looked == [2_000]
        assert received == sorted(received)
        assert len(received) > 2
        assert received[-1] == 7_000

    tell(story)


def test_memory_keeps_nothing_of_a_record_that_no_edit_of_the_request_is_about(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        told = Answer(COMMUNITY, "li", "2026-10-29T08:00:00Z")
        come = [
            Confirmed(RecordId(f"home-{n}"), "household", GRID, {"address": str(n)}, {}, n)
            for n in range(1, 4)
        ]
        commit = Commit(GRID, 0, 3, "", more=True)
        await laptop.database.write(lambda connection: apply_records(connection, told, come, (), commit))
        assert not told.read
        told.echoes[GRID] = {come[1].id: 7}
        await laptop.database.write(lambda connection: apply_records(connection, told, come, (), commit))
        assert told.read == {come[1].id}

    tell(story)
