"""Child processes that work on a store until they are killed."""

import asyncio
import multiprocessing
import sys
from functools import partial
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from gridclient.db.facts import save
from gridclient.db.keys import Keys
from gridclient.db.lock_file import StoreLock
from gridclient.db.schema import pending_edit
from gridclient.db.threads import Database
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId
from gridcore.sync.edits import Create, Set

if TYPE_CHECKING and sys.platform != "win32":
    from multiprocessing.context import ForkServerContext

ROWS_A_WRITE = 3
C = CommunityId("330106001001")
AT = "2026-10-29T08:00:00Z"


def context() -> "ForkServerContext | SpawnContext":
    """Where it can be had, a server process that imports once and forks for each child."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload([__name__, "tests.proofs.lives"])
    return chosen


def write_until_killed(folder: Path, keys: Keys, first: int, acks: Pipe) -> None:
    """Save groups of edits for ever, and say the number of each group when it is saved."""
    StoreLock(folder)
    asyncio.run(_write_for_ever(folder, keys, first, acks))


async def _write_for_ever(folder: Path, keys: Keys, first: int, acks: Pipe) -> None:
    database = await Database.open(folder, keys, ballast_bytes=1024)
    number = first
    while True:
        await database.write(partial(_save_group, group=number))
        acks.send(number)
        number += 1


def _save_group(connection: Connection, group: int) -> None:
    for place in range(ROWS_A_WRITE):
        connection.execute(
            pending_edit.insert().values(
                community="c",
                n=group * ROWS_A_WRITE + place,
                hash=b"",
                grp=str(group),
                record="r",
                kind="visit",
                scope="grid/g",
                body=b"x" * 3000,
                state="pending",
                made_at="2026-10-29T08:00:00Z",
            )
        )


def save_until_killed(folder: Path, keys: Keys, first: int, acks: Pipe) -> None:
    """Save households for ever as the windows do, and say the number of each one when it is saved."""
    StoreLock(folder)
    asyncio.run(_save_for_ever(folder, keys, first, acks))


async def _save_for_ever(folder: Path, keys: Keys, first: int, acks: Pipe) -> None:
    database = await Database.open(folder, keys, ballast_bytes=1024)
    number = first
    while True:
        await database.write(partial(save_household, number=number))
        acks.send(number)
        number += 1


def save_household(connection: Connection, number: int) -> None:
    """One form: a household with a phone."""
    record, group = RecordId(f"v{number}"), GroupId(f"g{number}")
    cells: dict[str, Value] = {"room": "room1", "address": f"门口谈了一会儿{number}"}
    made = Create(0, group, record, "household", cells, at=AT)
    save(connection, C, [made, Set(0, group, record, "phone", f"138{number:08}", 0, AT)], AT)


def hold_the_lock(folder: Path, acks: Pipe) -> None:
    """Hold the store until killed."""
    StoreLock(folder)
    acks.send("held")
    acks.recv()
