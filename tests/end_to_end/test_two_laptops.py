"""Two laptops, a real server, a line that loses, cuts and repeats: each edit once, each conflict in sight."""

import asyncio
import random
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from gridclient.actions.records import Records, Saved
from gridclient.actions.session import Session
from gridclient.db.facts import save
from gridclient.db.history import history_of
from gridclient.db.kdf import FLOOR
from gridclient.db.listing import row
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Create
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

HOMES = 24
DAYS = 6
FIELDS = ("phone", "remark", "tenure")
TENURES = ("owner", "rented")


_KEPT = "SELECT id, cells FROM record WHERE community_id = :c AND kind IN ('household', 'conflict')"


class BadLine:
    """Loses requests, loses answers after the server acted, cuts answers, sends requests twice."""

    def __init__(self, below: Transport, chance: random.Random) -> None:
        self._below, self._chance = below, chance
        self.is_bad = True
        self.hurt = {"request": 0, "answer": 0, "cut": 0, "twice": 0}

    def send(self, call: Call, stop: Event) -> Reply:
        if not self.is_bad:
            return self._below.send(call, stop)
        fate = self._chance.random()
        if fate < 0.15:
            self.hurt["request"] += 1
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        if fate < 0.35:
            self.hurt["twice"] += 1
            self._use_up(call, stop)
        reply = self._below.send(call, stop)
        if fate > 0.85:
            self.hurt["answer"] += 1
            reply.close()
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        if fate > 0.65:
            self.hurt["cut"] += 1
            return Reply(reply.status, reply.headers, self._cut(reply), reply.close)
        return reply

    def _use_up(self, call: Call, stop: Event) -> None:
        first = self._below.send(call, stop)
        for _ in first.lines:
            pass
        first.close()

    def _cut(self, reply: Reply) -> Iterator[bytes]:
        left = self._chance.randrange(8)
        for line in reply.lines:
            if left == 0:
                raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
            left -= 1
            yield line


class Laptop:
    """Somebody's laptop on a bad line."""

    def __init__(self, session: Session, line: BadLine) -> None:
        self.session, self.line = session, line
        self.records = Records(session.database, C, session.ports)
        self.saved: list[tuple[RecordId, str, Value]] = []

    async def sync(self) -> None:
        """Until a round gets through."""
        while True:
            try:
                await sync_round(self.session.database, self.line, self.session.ports, Event())
            except ProblemError as problem:
                if problem.code is not ProblemCode.SERVER_UNREACHABLE:
                    raise
            else:
                return

    async def edit(self, home: RecordId, name: str, value: Value) -> None:
        form = await self.records.open_form("household", home)
        assert form is not None
        assert isinstance(await self.records.save(form, {name: value}), Saved)
        self.saved.append((home, name, value))


async def enrolled(
    folder: Path, installation: Installation, server: str, user: str, chance: random.Random
) -> Laptop:
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    session = await Session.create(folder, PASSPHRASE, Ports(lambda: NOW, chance.randbytes), params=FLOOR)
    await session.show_all()
    await session.enrol(server, code, f"laptop of {user}")
    return Laptop(session, BadLine(await session.transport(), chance))


async def build(laptop: Laptop) -> list[RecordId]:
    new, at = laptop.session.ports.new_id, laptop.session.ports.moment()
    building, homes = new(), [new() for _ in range(HOMES)]
    edits = [Create(0, GroupId(new()), building, "building", {"name": "8号楼"}, scope=GRID_1, at=at)]
    for number, home in enumerate(homes):
        room, grp = new(), GroupId(new())
        place: Value = {"building": building, "unit": 1, "floor": number, "room_number": str(number)}
        edits.append(Create(0, grp, room, "room", {"place": place}, at=at))
        cells: dict[str, Value] = {"room": room, "address": f"8号楼{number}室"}
        edits.append(Create(0, grp, home, "household", cells, at=at))
    await laptop.session.database.write(partial(save, community=C, edits=edits, made_at=at))
    return homes


def value_for(name: str, chance: random.Random, numbers: Iterator[int]) -> Value:
    match name:
        case "phone":
            return f"138{next(numbers):08}"
        case "tenure":
            return chance.choice(TENURES)
        case _:
            return f"第{next(numbers)}次来访。"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_edit_is_on_the_server_once_and_every_conflict_in_sight(
    seed: int, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        chance, numbers = random.Random(seed), count(1)
        laptops = [await enrolled(tmp_path / user, field, address, user, chance) for user in ("li", "zhang")]
        try:
            await laptops[0].sync()
            homes = await build(laptops[0])
            for each in laptops:
                await each.sync()
            for _ in range(DAYS):
                for each in laptops:
                    for home in chance.sample(homes, 8):
                        name = chance.choice(FIELDS)
                        await each.edit(home, name, value_for(name, chance, numbers))
                for each in chance.sample(laptops, 2):
                    await each.sync()
            for _ in range(2):
                for each in laptops:
                    each.line.is_bad = False
                    await each.sync()
            assert all(sum(each.line.hurt.values()) > 0 for each in laptops), "the line was good after all"
            await check(field, laptops, homes)
        finally:
            for each in laptops:
                await each.session.close()

    asyncio.run(story())


async def check(installation: Installation, laptops: list[Laptop], homes: list[RecordId]) -> None:
    with installation.database.snapshot() as connection:
        logged = connection.execute(
            text("SELECT replica, n, record, verdict, extra FROM edit_log WHERE community_id = :c"), {"c": C}
        ).all()
        rows = connection.execute(text(_KEPT), {"c": C}).all()
    kept: dict[str, dict[str, Value]] = {each.id: each.cells for each in rows}
    for laptop in laptops:
        numbers = await laptop.session.database.read(numbers_of)
        mine = sorted(n for replica, n, *_ in logged if replica == numbers[0])
        assert mine == list(range(1, numbers[1])), "an edit is missing, or is there twice"
        assert numbers[2] == 0, "something still waits"
    for laptop in laptops:
        for home in homes:
            shown = await laptop.session.database.read(partial(row, kind="household", record=home))
            assert shown is not None
            for name in FIELDS:
                assert shown.values[name] == kept[home].get(name), (
                    "the laptop shows what the server does not have"
                )
    await values_are_in_sight(laptops, homes, kept)


def numbers_of(connection: object) -> tuple[str, int, int]:
    """The replica, its next number, and how many of its edits wait."""
    run = connection.exec_driver_sql  # type: ignore[attr-defined]
    replica = run('SELECT id FROM replica WHERE "current" = 1').scalar_one()
    following = run("SELECT n FROM next_n").scalar_one()
    waiting = run("SELECT count(*) FROM pending_edit WHERE state = 'waiting'").scalar_one()
    return str(replica), int(following), int(waiting)


async def values_are_in_sight(
    laptops: list[Laptop], homes: list[RecordId], kept: dict[str, dict[str, Value]]
) -> None:
    """Each value stands, is part of a merged text, is a side of an open conflict, or is in the history."""
    sides: dict[tuple[str, str], set[str]] = {}
    for cells in kept.values():
        held = cells.get("sides")
        if isinstance(held, dict) and cells.get("progress") == "open":
            values = {str(each.get("value")) for each in held.values() if isinstance(each, dict)}
            sides.setdefault((str(cells["subject"]), str(cells["cell"])), set()).update(values)
    past: dict[tuple[str, str], set[str]] = {}
    for laptop in laptops:
        for home in homes:
            for change in await laptop.session.database.read(partial(history_of, record=home)):
                past.setdefault((home, change.cell), set()).add(str(change.value))
    for laptop in laptops:
        own: dict[tuple[str, str], list[Value]] = {}
        for record, name, value in laptop.saved:
            own.setdefault((record, name), []).append(value)
        for (place, name), mine in own.items():
            last = str(mine[-1])
            standing = str(kept[place].get(name))
            seen = sides.get((place, name), set()) | past.get((place, name), set()) | {standing}
            assert last in seen or any(last in each for each in seen), f"{name}: a value was lost"
