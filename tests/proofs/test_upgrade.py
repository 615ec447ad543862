"""A program is updated over unsent work: from each older version, killed at any moment of its first start."""

import asyncio
import copy
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from gridclient.actions.records import Records
from gridclient.db import listing, schema
from gridclient.db.connection import open_engine
from gridclient.db.drafts import all_drafts
from gridclient.db.folders import DATABASE
from gridclient.db.keys import Keys
from gridclient.db.pending import unanswered
from gridclient.db.shown_tables import LAYOUTS
from gridclient.db.vault import unlock_vault
from gridcore.problems import ProblemCode, ProblemError
from tests.client.sync.laptop import PASSPHRASE, Clock, Laptop, Line, opened
from tests.client.sync.test_first_version import MINE, hashes, server_that_heard_it
from tests.fakes.first_version import store_of_the_first_version, wire
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.proofs.day import disorder
from tests.proofs.disk import memory_folder
from tests.proofs.lives import kill_updated, moments

EVERYDAY, LONG, SHORTEST_S = 5, 100, 0.25
"""Kills of each older version."""


class LostWorkError(AssertionError):
    """The updated program does not have what the old one had, or the server does not get it."""


class Old(NamedTuple):
    """The store of a laptop in each older version, one folder each, with its server as it is now."""

    stores: list[Path]
    keys: Keys
    server: MemoryServer
    sent: dict[int, str]
    """The hashes of all edits, by number, as the old program would have sent them."""
    shown: dict[str, object]
    """What all screens show after an update that nobody disturbed."""
    start_s: float
    """How long that took."""


@pytest.fixture(scope="module")
def old() -> Iterator[Old]:
    with memory_folder() as place:
        first = store_of_the_first_version(place / "1")
        keys = unlock_vault(first, PASSPHRASE)
        stores = [first]
        for version in range(2, schema.version()):
            folder = shutil.copytree(first, place / str(version))
            engine = open_engine(folder / DATABASE, keys)
            schema.bring_forward(engine, schema.STEPS[: version - 1])
            engine.dispose()
            stores.append(folder)
        server = server_that_heard_it()
        then = copy.deepcopy(server)
        then.answer(wire().last.request.encode())
        begun_s = time.monotonic()
        shown = asyncio.run(sent_by(shutil.copytree(first, place / "well"), keys, copy.deepcopy(server)))
        yield Old(stores, keys, server, hashes(then), shown, time.monotonic() - begun_s)


def seen(connection: Connection) -> dict[str, object]:
    """Every row of every list, and every draft."""
    rows = {kind: sorted(listing.rows(connection, kind, []), key=lambda each: each.id) for kind in LAYOUTS}
    return {**rows, "drafts": all_drafts(connection)}


async def sent_by(folder: Path, keys: Keys, server: MemoryServer) -> dict[str, object]:
    """The program starts, sends what waits, and reads; what it shows then."""
    database, clock = await opened(folder, keys), Clock(seed="updated")
    laptop = Laptop(database, Records(database, COMMUNITY, clock.ports), Line(server), clock, folder)
    try:
        await database.check()
        if found := await database.read(disorder):
            raise LostWorkError(", ".join(found))
        for _ in range(2):
            end = await laptop.sync()
            assert not end.differing
        if await database.read(lambda c: unanswered(c, COMMUNITY, -1)):
            raise LostWorkError("something still waits")
        assert await database.read(schema.version_of) == schema.version()
        return await database.read(seen)
    finally:
        await database.close()


async def goes_on(folder: Path, keys: Keys, server: MemoryServer) -> None:
    """Work of the new program follows that of the old one."""
    database, clock = await opened(folder, keys), Clock(seed="later")
    laptop = Laptop(database, Records(database, COMMUNITY, clock.ports), Line(server), clock, folder)
    before = len(server.log[MINE])
    await laptop.edit("household", wire().ids["flat"], remark="更新后写的。")
    await laptop.sync()
    assert len(server.log[MINE]) == before + 1
    await database.close()


def update_and_kill(old: Old, kills: int, seed: int, *weaknesses: str) -> None:
    """From each version so many times; after each the program starts again, and is left to finish."""
    for version, store in enumerate(old.stores, 1):
        for number, life_s in enumerate(moments(seed + version, kills, max(SHORTEST_S, 1.5 * old.start_s))):
            server = copy.deepcopy(old.server)
            with tempfile.TemporaryDirectory(dir=store.parent) as place:
                folder = shutil.copytree(store, Path(place) / "updated")
                kill_updated(folder, old.keys, server, life_s, *weaknesses)
                faults = after_kill(old, folder, server, is_to_go_on=number == 0)
            if faults:
                raise LostWorkError(f"version {version}, killed after {life_s:.3f} s: {', '.join(faults)}")


def after_kill(old: Old, folder: Path, server: MemoryServer, *, is_to_go_on: bool) -> list[str]:
    """What is not as it would be had nobody been killed."""
    try:
        shown = asyncio.run(sent_by(folder, old.keys, server))
    except (LostWorkError, ProblemError, SQLAlchemyError) as error:
        return [str(error)]
    faults = [f"{kind} is not shown as it is" for kind, rows in shown.items() if rows != old.shown[kind]]
    if hashes(server) != old.sent:
        faults.append(f"the server has {len(hashes(server))} of {len(old.sent)} edits, or others")
    if not faults and is_to_go_on:
        asyncio.run(goes_on(folder, old.keys, server))
    return faults


@pytest.mark.timeout(300)
def test_a_program_that_is_killed_after_its_update_loses_nothing_that_waited(old: Old) -> None:
    assert len(old.stores) == schema.version() - 1 > 2
    assert len(old.sent) >= 8
    update_and_kill(old, EVERYDAY, 20261122)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_hundred_kills_after_an_update_of_each_version_lose_nothing_that_waited(old: Old) -> None:
    update_and_kill(old, LONG, 20261123)


def test_tables_that_count_as_whole_too_early_are_seen_to_miss_work(old: Old) -> None:
    with pytest.raises(LostWorkError, match="is not shown"):
        update_and_kill(old, EVERYDAY, 20261122, "note_before_filling")


def test_a_step_that_is_noted_apart_from_what_it_does_is_found_out(old: Old) -> None:
    with pytest.raises(LostWorkError, match="killed after"):
        update_and_kill(old, EVERYDAY, 20261122, "note_steps_apart")


def test_a_store_of_a_later_program_is_refused_and_not_a_byte_of_it_changes(old: Old, tmp_path: Path) -> None:
    folder = shutil.copytree(old.stores[0], tmp_path / "later")
    engine = open_engine(folder / DATABASE, old.keys)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={schema.version() + 1}")
    engine.dispose()
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    for _ in range(2):
        with pytest.raises(ProblemError) as refused:
            asyncio.run(opened(folder, old.keys))
        assert refused.value.code is ProblemCode.DATABASE_NEWER
    after = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert {name: after[name] for name in before} == before
