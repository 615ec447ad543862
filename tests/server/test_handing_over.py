"""A laptop that is trusted no more, over real HTTP: it hands everything over, and only then is it wiped."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gridclient.actions.left_behind import LeftBehind
from gridclient.actions.locked_store import store_exists
from gridclient.actions.session import Session
from gridclient.db.facts import save
from gridclient.db.folders import DATABASE, KEY_COPIES
from gridclient.db.kdf import FLOOR
from gridclient.db.left_behind import answers, waiting_work
from gridclient.db.pending import unanswered
from gridclient.db.wiping import finish_wiping, wipe
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Create, Edit
from gridcore.wire.messages import Mark, decode_line, encode_line
from gridserver.db import accounts, devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.server.field import GRID_1, NOW, C

SAID = "老人身体尚可，血压平稳。" * 60


@dataclass
class Laptop:
    """A store on a disk, and its line."""

    session: Session
    line: Transport

    async def sync(self, line: Transport | None = None) -> RoundEnd:
        return await sync_round(self.session.database, line or self.line, self.session.ports, Event())

    async def save(self, *edits: Edit) -> None:
        at = self.session.ports.moment()
        await self.session.database.write(lambda connection: save(connection, C, edits, at))

    async def waiting(self) -> int:
        return len(await self.session.database.read(lambda connection: unanswered(connection, C, 10_000)))

    def visits(self, count: int, home: RecordId, said: str = SAID) -> list[Edit]:
        new = self.session.ports.new_id
        cells: dict[str, Value] = {
            "household": home,
            "visited_on": "2026-03-02",
            "kind": "care",
            "way": "door",
            "said": said,
        }
        return [Create(0, GroupId(new()), RecordId(new()), "visit", dict(cells)) for _ in range(count)]

    def household(self) -> list[Edit]:
        new, grp = self.session.ports.new_id, GroupId(self.session.ports.new_id())
        building, room, home = (RecordId(new()) for _ in range(3))
        place: Value = {"building": building, "unit": 1, "floor": 1, "room_number": "101"}
        return [
            Create(0, grp, building, "building", {"name": "8号楼"}, scope=GRID_1),
            Create(0, grp, room, "room", {"place": place}),
            Create(0, grp, home, "household", {"room": room, "address": "8号楼101室"}),
        ]


@asynccontextmanager
async def enrolled(folder: Path, installation: Installation, server: str, user: str) -> AsyncIterator[Laptop]:
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    ports = Ports(lambda: NOW, secrets.token_bytes)
    session = await Session.create(folder, PASSPHRASE, ports, params=FLOOR)
    await session.show_all()
    await session.enrol(server, code, f"laptop of {user}")
    laptop = Laptop(session, await session.transport())
    await laptop.sync()
    try:
        yield laptop
    finally:
        if store_exists(folder):
            await session.close()


async def revoke(installation: Installation, laptop: Laptop) -> None:
    me = await laptop.session.me()
    assert me is not None
    with installation.database.write() as connection:
        devices.revoke_device(connection, me.device, by="console", now=NOW)


def test_all_is_handed_over_in_as_many_requests_as_it_takes_and_then_wiped(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with enrolled(tmp_path / "li", field, address, "li") as li:
            made = li.household()
            await li.save(*made)
            await li.sync()
            await revoke(field, li)
            await li.save(*li.visits(2_400, made[-1].id))
            end = await li.sync()
            assert (end.sent >= 2_000, end.is_revoked, end.is_handed_over) == (True, True, True)
            assert await li.waiting() == 0
            assert await li.session.give_up()
        assert not store_exists(tmp_path / "li")
        assert [each.name for each in (tmp_path / "li").iterdir()] in ([], ["lock"])
        async with enrolled(tmp_path / "sun", field, address, "sun") as sun:
            found = await sun.session.database.read(waiting_work)
            assert len([each for each in found if each.device == "laptop of li"]) == 2_400

    asyncio.run(story())


def test_what_was_saved_after_the_order_keeps_the_store(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with enrolled(tmp_path, field, address, "li") as li:
            made = li.household()
            await revoke(field, li)
            assert (await li.sync()).is_handed_over
            await li.save(*made)
            assert not await li.session.give_up()
            assert store_exists(tmp_path)
            again = await Session.unlock(tmp_path, PASSPHRASE, li.session.ports)
            back = Laptop(again, await again.transport())
            assert await back.waiting() == 3
            assert (await back.sync()).is_handed_over
            assert await again.give_up()

    asyncio.run(story())


class Meddling:
    """A line on which somebody else writes heads."""

    def __init__(self, below: Transport, order: str) -> None:
        self._below, self._order = below, order

    def send(self, call: Call, stop: Event) -> Reply:
        reply = self._below.send(call, stop)
        return Reply(reply.status, reply.headers, self._changed(reply.lines), reply.close)

    def _changed(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            told = decode_line(line) if line.startswith(b'{"h"') else None
            if isinstance(told, Mark) and told.h is not None:
                head = msgspec.structs.replace(told.h, wipe=True, wipe_order=self._order)
                yield encode_line(Mark(h=head)).rstrip(b"\n")
                return
            yield line


@pytest.mark.parametrize(
    "order",
    ["", base64.b64encode(Ed25519PrivateKey.generate().sign(b"x")).decode()],
    ids=["none", "of another key"],
)
def test_an_order_that_the_server_did_not_sign_wipes_nothing(
    order: str, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with enrolled(tmp_path, field, address, "li") as li:
            await li.save(*li.household())
            line = Meddling(li.line, order)
            if order:
                with pytest.raises(ProblemError) as raised:
                    await li.sync(line)
                assert raised.value.code is ProblemCode.SERVER_UNTRUSTED
            else:
                assert not (await li.sync(line)).is_handed_over
            await li.sync()
            assert await li.waiting() == 0

    asyncio.run(story())


def test_an_order_of_yesterday_wipes_nothing_today(tmp_path: Path, field: Installation, address: str) -> None:
    async def story() -> None:
        async with enrolled(tmp_path, field, address, "zhang") as laptop:
            with field.database.write() as connection:
                accounts.disable_user(connection, UserId("zhang"), by="console", now=NOW)
            heard: list[bytes] = []
            end = await laptop.sync(Recording(laptop.line, heard))
            assert end.is_handed_over
            with field.database.write() as connection:
                accounts.enable_user(connection, UserId("zhang"), by="console", now=NOW)
            later = replace(laptop.session.ports, now=lambda: NOW.replace(hour=9))
            laptop.session.ports = later
            head = decode_line(next(each for each in heard if each.startswith(b'{"h"')))
            assert isinstance(head, Mark)
            assert head.h is not None
            await laptop.save(*laptop.household())  # a request in full, not a poll
            with pytest.raises(ProblemError) as raised:
                await laptop.sync(Meddling(laptop.line, head.h.wipe_order))
            assert raised.value.code is ProblemCode.SERVER_UNTRUSTED

    asyncio.run(story())


class Recording:
    """A line that notes what comes down."""

    def __init__(self, below: Transport, heard: list[bytes]) -> None:
        self._below, self._heard = below, heard

    def send(self, call: Call, stop: Event) -> Reply:
        reply = self._below.send(call, stop)
        return Reply(reply.status, reply.headers, self._noted(reply.lines), reply.close)

    def _noted(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            self._heard.append(line)
            yield line


def test_a_supervisor_looks_takes_over_and_dismisses_and_the_author_hears_on_a_new_laptop(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with (
            enrolled(tmp_path / "old", field, address, "li") as old,
            enrolled(tmp_path / "sun", field, address, "sun") as sun,
        ):
            made = old.household()
            await old.save(*made)
            await old.sync()
            await revoke(field, old)
            taken, dropped = old.visits(2, made[-1].id, "只在旧电脑上")
            await old.save(taken, dropped)
            assert (await old.sync()).is_handed_over
            await sun.sync()
            work = LeftBehind(sun.session.database, C, sun.session.ports, sun.session.transport)
            waiting = [
                each for each in await work.waiting() if each.edits[0].record in (taken.id, dropped.id)
            ]
            first, second = sorted(waiting, key=lambda each: each.edits[0].n)
            assert (first.author, first.reason, first.kind) == ("李建国", "not_trusted", "visit")
            shown = await work.look(first)
            assert shown.edits[0].cells["said"] == "只在旧电脑上"
            await work.take_over([first])
            await work.dismiss([second], "重复")
            assert [each for each in await work.waiting() if each in waiting] == []
            await sun.sync()
            async with enrolled(tmp_path / "new", field, address, "li") as new:
                heard = [each for each in await new.session.database.read(answers) if not each.is_of_here]
                told = {(each.outcome, each.reason, each.supervisor) for each in heard}
                assert {("admitted", "", "孙淑兰"), ("dismissed", "重复", "孙淑兰")} <= told

    asyncio.run(story())


def test_looking_needs_the_server(tmp_path: Path, field: Installation, address: str) -> None:
    async def story() -> None:
        async with enrolled(tmp_path, field, address, "sun") as sun:
            work = LeftBehind(sun.session.database, C, sun.session.ports, sun.session.transport)
            (some, *_) = await work.waiting()
            await sun.session.use_server("http://127.0.0.1:9")
            with pytest.raises(ProblemError) as raised:
                await work.look(some)
            assert raised.value.code is ProblemCode.SERVER_UNREACHABLE

    asyncio.run(story())


def test_wiping_begins_with_the_keys_and_is_finished_at_the_next_start(tmp_path: Path) -> None:
    for name in (*KEY_COPIES, DATABASE, f"{DATABASE}-wal"):
        (tmp_path / name).write_bytes(b"secret" * 100)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "one").write_bytes(b"x")
    (tmp_path / "given-up").write_bytes(b"")
    (tmp_path / KEY_COPIES[0]).unlink()  # cut after the first key
    assert not store_exists(tmp_path)
    assert [*tmp_path.iterdir()] == []
    finish_wiping(tmp_path)  # and what is whole is left alone
    wipe(tmp_path)
    assert [*tmp_path.iterdir()] == []
