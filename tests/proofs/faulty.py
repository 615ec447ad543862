"""What runs under the library of `disk.c` while single calls on the disk fail: one short day for each call.

    python -m tests.proofs.faulty FOLDER EVERY FIRST [weakness …]

Every EVERY-th call fails, from the FIRST one, until a day needs fewer calls; once and for ever, as a worn
disk and as a full one. What is not as promised is written to FOLDER/faults, how many days to FOLDER/days.
"""

import asyncio
import copy
import errno
import shutil
import sys
import traceback
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import NamedTuple

import msgspec

from gridclient.db.threads import Database
from gridcore.problems import ProblemCode, ProblemError
from tests.client.sync.laptop import Line, opened
from tests.fakes.memory_server import MemoryServer
from tests.proofs.day import Day, faults
from tests.proofs.disk import Disk
from tests.proofs.watched import Begun, begin
from tests.proofs.weaknesses import WEAKNESSES

ERRORS = {errno.EIO: "EIO", errno.ENOSPC: "ENOSPC"}
TOLD = {
    ProblemCode.DISK_FAILED,
    ProblemCode.DISK_FULL,
    ProblemCode.DATABASE_DAMAGED,
    ProblemCode.FOLDER_NOT_WRITABLE,
}
"""What a person may be told of a disk that fails."""
STEPS = range(8)
AFTER = range(8, 12)


class Fault(NamedTuple):
    """Which call fails, with what, and whether all later ones do as well."""

    call: int
    error: int
    for_ever: bool

    def __str__(self) -> str:
        return f"call {self.call}, {ERRORS[self.error]}{' for ever' if self.for_ever else ''}"


@dataclass
class Told:
    """What came of a day."""

    tried: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    problems: list[ProblemCode] = field(default_factory=list)


async def try_steps(day: Day, steps: range, line: Line, told: Told) -> None:
    """Each step, whatever became of the one before; a person would try on as well."""
    for number in steps:
        told.tried.append(number)
        try:
            if await day.step(number, line):
                told.done.append(number)
        except ProblemError as problem:
            told.problems.append(problem.code)


async def short_day(store: Path, begun: Begun, disk: Disk, server: MemoryServer, told: Told) -> None:
    """Open, work, let the disk be mended while the store is open, work on, close, open and look."""
    line = Line(server)
    try:
        database = await opened(store, begun.keys)
    except ProblemError as problem:
        told.problems.append(problem.code)
        disk.mend()
        database = await opened(store, begun.keys)
    day = Day(database, store, begun.base)
    try:
        await try_steps(day, STEPS, line, told)
        disk.mend()
        before = len(told.problems)
        await try_steps(day, AFTER, line, told)
        assert len(told.problems) == before, f"not usable afterwards: {told.problems[before:]}"
        assert told.done[-1] == AFTER[-1]
    finally:
        await database.close()


async def broken(store: Path, begun: Begun, told: Told) -> list[str]:
    """What is not there in the next process."""
    database = await Database.open(store, begun.keys, ballast_bytes=1)
    try:
        await database.check()
        return await database.read(lambda c: faults(c, store, told.tried, told.done))
    finally:
        await database.close()


async def one_day(model: Path, store: Path, begun: Begun, fault: Fault, server: MemoryServer) -> list[str]:
    """What was broken on a day with this fault, which is over in the end."""
    disk, told = Disk(), Told()
    shutil.copytree(model, store)
    disk.watch(store)
    disk.fail(fault.call, fault.error, for_ever=fault.for_ever)
    try:
        await short_day(store, begun, disk, server, told)
        found = await broken(store, begun, told)
    except (Exception, BaseExceptionGroup) as bug:
        found = ["".join(traceback.format_exception(bug)[-6:])]
    disk.watch(store.with_name("nothing"))
    shutil.rmtree(store)
    found += [f"told {each}" for each in told.problems if each not in TOLD]
    return [f"{fault}: {each}" for each in found]


async def all_days(place: Path, every: int, first: int) -> tuple[list[str], int]:
    """What was broken on which day, and how many days there were."""
    server, found, count, call = MemoryServer(), list[str](), 0, first
    begun = await begin(place / "model", server)
    is_past = False
    while not is_past:
        is_past = True
        for error, for_ever in product(ERRORS, (False, True)):
            fault = Fault(call, error, for_ever)
            found += await one_day(place / "model", place / "store", begun, fault, copy.deepcopy(server))
            is_past = is_past and not Disk().mend()
            count += 1
        call += every
    return found, count


if __name__ == "__main__":
    for weakness in sys.argv[4:]:
        WEAKNESSES[weakness]()
    folder = Path(sys.argv[1])
    broken_days, days = asyncio.run(all_days(folder, int(sys.argv[2]), int(sys.argv[3])))
    (folder / "faults").write_bytes(msgspec.json.encode(broken_days))
    (folder / "days").write_text(str(days))
