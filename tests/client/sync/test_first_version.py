"""A store of the first version, opened by this one: nothing of it is lost, and what waits is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

from sqlalchemy import Connection

from gridclient.actions.records import Records
from gridclient.db import schema
from gridclient.db.drafts import all_drafts
from gridclient.db.numbering import numbers
from gridclient.db.pending import unanswered
from gridclient.db.vault import unlock_vault
from gridclient.sync.transport import Call, Reply
from gridcore.ids import ReplicaId
from gridcore.sync.edits import Create, Remove
from gridcore.wire.messages import MIN_PROTO, PROTO, Head, Mark, decode_line, encode_line
from tests.client.sync.laptop import PASSPHRASE, Clock, Laptop, Line, opened
from tests.fakes.first_version import PEOPLE, store_of_the_first_version, wire
from tests.fakes.memory_server import COMMUNITY, MemoryServer

MINE = ReplicaId("li-1")


def server_that_heard_it() -> MemoryServer:
    """A server of this version, which laptops of the first one have talked to."""
    server = MemoryServer()
    for user, role, place in PEOPLE:
        server.enrol(user, (role, place))
    for each in wire().before:
        server.answer(each.request.encode())
    return server


def on_it(folder: Path, server: MemoryServer, story: Callable[[Laptop], Awaitable[None]]) -> None:
    """What happens on the laptop after its program was updated."""
    store = store_of_the_first_version(folder / "store")
    keys = unlock_vault(store, PASSPHRASE)

    async def happen() -> None:
        database = await opened(store, keys)
        clock = Clock(seed="updated")
        laptop = Laptop(database, Records(database, COMMUNITY, clock.ports), Line(server), clock, store)
        try:
            await story(laptop)
        finally:
            await database.close()

    asyncio.run(happen())


def chain(connection: Connection) -> tuple[int, int]:
    found = numbers(connection, COMMUNITY)
    return found.next_n, found.acked_n


def test_it_is_brought_forward_with_all_that_it_holds(tmp_path: Path) -> None:
    ids = wire().ids

    async def story(laptop: Laptop) -> None:
        assert await laptop.read(schema.version_of) == schema.version() > 1
        assert await laptop.value("resident", ids["one"], "remark") == "独居。听力不好。"
        assert await laptop.value("household", ids["home"], "tags") == ["contact"]
        assert await laptop.value("household", ids["home"], "remark") == "楼道有杂物。"
        (conflict,) = await laptop.rows("conflict")
        assert conflict.values["subject"] == ids["one"]
        (draft,) = await laptop.read(all_drafts)
        assert draft.values == {"phone": "13600004444"}
        waiting = [each.edit for each in await laptop.read(lambda c: unanswered(c, COMMUNITY, 100))]
        assert {type(each) for each in waiting} > {Create, Remove}
        assert len({each.n for each in waiting}) == len(waiting) >= 8

    on_it(tmp_path, server_that_heard_it(), story)


def test_what_waited_in_it_is_sent_byte_for_byte(tmp_path: Path) -> None:
    server = server_that_heard_it()
    as_before = server_that_heard_it()
    as_before.answer(wire().last.request.encode())

    async def story(laptop: Laptop) -> None:
        end = await laptop.sync()
        assert end.sent >= 8
        assert not end.differing
        assert await laptop.read(lambda c: unanswered(c, COMMUNITY, 100)) == []
        flat = wire().ids["flat"]
        assert await laptop.value("household", flat, "address") == "光明路9号"

    on_it(tmp_path, server, story)
    assert hashes(server) == hashes(as_before)
    assert {k: v.cells for k, v in server.stored.items()} == {k: v.cells for k, v in as_before.stored.items()}


def hashes(server: MemoryServer) -> dict[int, str]:
    return {n: entry.hash for n, entry in server.log[MINE].items()}


def test_its_requests_lead_to_the_same_verdicts_as_ever() -> None:
    server = MemoryServer()
    for user, role, place in PEOPLE:
        server.enrol(user, (role, place))
    for each in (*wire().before, wire().last):
        now, then = (told(lines) for lines in (server.answer(each.request.encode()), each.answer))
        assert now == then


def told(lines: Sequence[bytes | str]) -> list[tuple[int, str, int]]:
    """The verdicts in the head of an answer."""
    marks = [decode_line(each if isinstance(each, bytes) else each.encode()) for each in lines]
    heads = [each.h for each in marks if isinstance(each, Mark) and each.h is not None]
    return [(each.n, each.code.value, each.seq) for head in heads for each in head.verdicts]


class Recorded(Line):
    """A line to a server of the first version: it says what it said then."""

    lines: list[bytes]

    def send(self, call: Call, stop: Event) -> Reply:
        self.requests.append(call.body)
        return Reply(200, {}, self.said(), lambda: None)

    def said(self) -> Iterator[bytes]:
        yield from self.lines


def recorded(change: Callable[[bytes], bytes] = lambda line: line) -> Recorded:
    line = Recorded(MemoryServer())
    line.lines = [change(each.encode()) for each in wire().last.answer]
    return line


def test_an_answer_of_a_server_of_the_first_version_is_taken_in(tmp_path: Path) -> None:
    async def story(laptop: Laptop) -> None:
        before, _ = await laptop.read(chain)
        laptop.line = recorded()
        end = await laptop.sync()
        assert not end.differing
        assert await laptop.read(chain) == (before, before - 1), "all is acknowledged"
        assert await laptop.value("household", wire().ids["flat"], "address") == "光明路9号"

    on_it(tmp_path, MemoryServer(), story)


def newer(line: bytes) -> bytes:
    """The head of a server that understands later versions only."""
    mark = decode_line(line)
    if not isinstance(mark, Mark) or mark.h is None:
        return line
    told = {name: getattr(mark.h, name) for name in Head.__struct_fields__}
    return encode_line(Mark(h=Head(**{**told, "min_proto": PROTO + 1, "proto": PROTO + 1}))).rstrip()


def test_below_the_least_version_of_the_server_work_is_still_handed_in(tmp_path: Path) -> None:
    async def story(laptop: Laptop) -> None:
        before, acked = await laptop.read(chain)
        assert acked < before - 1
        laptop.line = recorded(newer)
        await laptop.sync()
        assert await laptop.read(chain) == (before, before - 1)
        assert await laptop.read(lambda c: unanswered(c, COMMUNITY, 100)) == []

    assert MIN_PROTO < PROTO
    on_it(tmp_path, MemoryServer(), story)
