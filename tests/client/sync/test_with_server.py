"""The client as it ships against the server as it ships: HTTP, signatures, PostgreSQL, SQLCipher."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from gridclient.actions.records import Records, Saved
from gridclient.actions.session import Session
from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.facts import save
from gridclient.db.kdf import FLOOR
from gridclient.db.listing import count as count_rows
from gridclient.db.listing import row
from gridclient.db.search import search
from gridclient.db.shown_rebuild import stale
from gridclient.db.snapshot_places import snapshot_place
from gridclient.ports import Ports
from gridclient.sync.asking import ask_duties
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit
from gridserver.actions import give_snapshot
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

HOMES = 700
_seeds = count(1)


@dataclass
class Worker:
    """Somebody's laptop."""

    session: Session
    transport: Transport
    records: Records

    async def sync(self) -> RoundEnd:
        return await sync_round(self.session.database, self.transport, self.session.ports, Event())


@dataclass
class Counted:
    """A transport that remembers what was asked, and can end an answer early."""

    below: Transport
    asked: list[Call] = dataclasses.field(default_factory=list)
    lines_left: int | None = None

    def send(self, call: Call, stop: Event) -> Reply:
        self.asked.append(call)
        reply = self.below.send(call, stop)
        return Reply(reply.status, reply.headers, self._lines(reply.lines), reply.close)

    def _lines(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            if self.lines_left is not None:
                self.lines_left -= 1
                if self.lines_left < 0:
                    raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
            yield line


def ports() -> Ports:
    """The server's hour, and randomness of one's own."""
    seed, drawn = next(_seeds), count(1)

    def random_bytes(number: int) -> bytes:
        return sha256(f"{seed} {next(drawn)}".encode()).digest()[:number]

    return Ports(lambda: NOW, random_bytes)


async def enrolled(folder: Path, installation: Installation, server: str, user: str) -> Worker:
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    session = await Session.create(folder, PASSPHRASE, ports(), params=FLOOR)
    await session.show_all()
    await session.enrol(server, code, f"laptop of {user}")
    transport = Counted(await session.transport())
    return Worker(session, transport, Records(session.database, C, session.ports))


Story = Callable[[Callable[[str], Awaitable[Worker]]], Awaitable[None]]


@pytest.fixture
def tell(tmp_path: Path, field: Installation, address: str) -> Callable[[Story], None]:
    """Let a story happen with laptops of the server's people."""

    def told(story: Story) -> None:
        async def happen() -> None:
            made: list[Worker] = []

            async def laptop(user: str) -> Worker:
                made.append(await enrolled(tmp_path / f"{user}{len(made)}", field, address, user))
                return made[-1]

            try:
                await story(laptop)
            finally:
                for each in made:
                    await each.session.close()

        asyncio.run(happen())

    return told


async def offline_work(worker: Worker, homes: int) -> RecordId:
    """A building full of households, made without a network; the last household."""
    made_at, new = worker.session.ports.moment(), worker.session.ports.new_id
    building = new()

    def create(kind: str, record: RecordId, **cells: Value) -> Create:
        scope = GRID_1 if kind == "building" else None
        return Create(0, GroupId(new()), record, kind, cells, scope=scope, at=made_at)

    edits: list[Edit] = [create("building", building, name="7号楼")]
    home = building
    for number in range(homes):
        room, home = new(), new()
        place: Value = {"building": building, "unit": 1, "floor": number // 10, "room_number": f"{number}"}
        edits.append(create("room", room, place=place))
        edits.append(
            create("household", home, room=room, address=f"7号楼{number}室", remark="楼道里有自行车")
        )
        edits.append(create("resident", new(), household=home, name="王小明", birth_date="1950-03-04"))
    await worker.session.database.write(partial(save, community=C, edits=edits, made_at=made_at))
    return home


async def homes_of(worker: Worker) -> int:
    return await worker.session.database.read(lambda connection: count_rows(connection, "household"))


async def states(worker: Worker) -> set[ScopeState]:
    found = await worker.session.database.read(lambda connection: cursors(connection, C))
    return {each.state for each in found.values()}


def test_offline_work_reaches_a_new_laptop_through_a_snapshot(tell: Callable[[Story], None]) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        li = await laptop("li")
        await li.sync()
        before = await homes_of(li)
        await offline_work(li, HOMES)
        end = await li.sync()
        assert end.sent == 3 * HOMES + 1, "more than fits one request"
        assert await states(li) == {ScopeState.COMPLETE}
        zhang = await laptop("zhang")
        await zhang.sync()
        assert await homes_of(zhang) == before + HOMES
        assert await states(zhang) == {ScopeState.COMPLETE}
        assert isinstance(zhang.transport, Counted)
        assert any(f"/snapshot/{GRID_1}" in each.target for each in zhang.transport.asked)
        assert await zhang.session.database.read(stale) == []
        hits = await zhang.session.database.read(lambda connection: search(connection, "自行车", 10))
        assert len(hits) == 10

    tell(story)


def test_a_first_sync_that_is_cut_goes_on_where_it_was(
    tell: Callable[[Story], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(give_snapshot, "_LINES_A_FRAME", 2)

    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        li = await laptop("li")
        await li.sync()
        await offline_work(li, HOMES)
        await li.sync()
        zhang = await laptop("zhang")
        assert isinstance(zhang.transport, Counted)
        zhang.transport.lines_left = 25
        with pytest.raises(ProblemError):
            await zhang.sync()
        place = await zhang.session.database.read(lambda connection: snapshot_place(connection, GRID_1))
        assert place is not None
        assert place.offset > 0
        zhang.transport.lines_left = None
        zhang.transport.asked.clear()
        await zhang.sync()
        assert zhang.transport.asked[0].headers["Range"] == f"bytes={place.offset}-"
        assert await states(zhang) == {ScopeState.COMPLETE}
        assert await homes_of(zhang) == await homes_of(li)

    tell(story)


def test_a_laptop_knows_its_user_and_hears_of_new_duties(tell: Callable[[Story], None]) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        ma = await laptop("ma")
        me = await ma.session.me()
        assert me is not None
        assert (str(me.user), me.name, me.community) == ("ma", "马建军", C)
        assert me.roles == {Role.MEDIATOR}
        await ask_duties(ma.session.database, ma.transport, Event())
        assert await ma.session.me() == me

    tell(story)


def test_a_conflict_is_decided_and_everybody_agrees(tell: Callable[[Story], None]) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        li, zhang = await laptop("li"), await laptop("zhang")
        home = await offline_work(li, 1)
        await li.sync()
        await zhang.sync()
        for worker, phone in ((li, "13900000001"), (zhang, "13900000002")):
            form = await worker.records.open_form("household", home)
            assert form is not None
            assert isinstance(await worker.records.save(form, {"phone": phone}), Saved)
        await li.sync()
        await zhang.sync()
        shown = await zhang.session.database.read(lambda connection: row(connection, "household", home))
        assert shown is not None
        assert shown.disputed
        await li.sync()
        for worker in (li, zhang):
            assert await states(worker) == {ScopeState.COMPLETE}

    tell(story)


def test_a_code_opens_one_laptop(tell: Callable[[Story], None], tmp_path: Path, address: str) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        session = await Session.create(tmp_path / "stranger", PASSPHRASE, ports(), params=FLOOR)
        try:
            with pytest.raises(ProblemError) as caught:
                await session.enrol(address, "no-such-code", "laptop")
            assert caught.value.code is ProblemCode.ENROLMENT_REFUSED
            assert await session.me() is None
            with pytest.raises(ProblemError) as caught:
                await session.transport()
            assert caught.value.code is ProblemCode.NOT_ENROLLED
        finally:
            await session.close()

    tell(story)


def test_a_session_opens_again_with_its_passphrase_alone(
    tell: Callable[[Story], None], tmp_path: Path
) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        li = await laptop("li")
        await li.sync()
        home = await offline_work(li, 1)
        folder = li.session.folder
        await li.session.close()
        li.session = await Session.unlock(folder, PASSPHRASE, ports())
        shown = await li.session.database.read(lambda connection: row(connection, "household", home))
        assert shown is not None
        assert shown.waiting
        me = await li.session.me()
        assert me is not None
        assert me.name == "李建国"

    tell(story)
