"""The client in a process of its own, with its server outside, until it is killed."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from threading import Event

from gridclient.db.keys import Keys
from gridclient.db.lock_file import StoreLock
from gridclient.sync.round import sync_round
from gridclient.sync.transport import Call, Reply
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.crashing import context
from tests.client.sync.laptop import Clock, opened
from tests.fakes.memory_server import MemoryServer
from tests.proofs.day import Acks, Day, heard
from tests.proofs.watched import Begun
from tests.proofs.weaknesses import WEAKNESSES

PATIENCE_S = 60


class PipeLine:
    """The way to a server in another process: a request, then lines up to an empty one."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask."""
        if call.target != "/sync/v1":
            raise ProblemError(ProblemCode.SERVER_FAILED, status=404)
        self._pipe.send_bytes(call.body)
        return Reply(200, {}, self._lines(), lambda: None)

    def _lines(self) -> Iterator[bytes]:
        while line := self._pipe.recv_bytes():
            yield line


def live(folder: Path, begun: Begun, acks: Path, pipe: Pipe, weaknesses: tuple[str, ...]) -> None:
    """Open the store and go on with the day, for ever."""
    for name in weaknesses:
        WEAKNESSES[name]()
    pipe.send_bytes(b"born")
    StoreLock(folder)
    asyncio.run(_live(folder, begun, acks, PipeLine(pipe)))


async def _live(folder: Path, begun: Begun, path: Path, line: PipeLine) -> None:
    acks = Acks(path)
    database = await opened(folder, begun.keys)
    first = max(heard(path.read_bytes())[0], default=-1) + 1
    await Day(database, folder, begun.base).work(first, None, acks, line)


def first_time(folder: Path, keys: Keys, pipe: Pipe, weaknesses: tuple[str, ...]) -> None:
    """Open a store of an earlier version, send what waits in it, and say so; then go on doing nothing."""
    for name in weaknesses:
        WEAKNESSES[name]()
    pipe.send_bytes(b"born")
    StoreLock(folder)
    asyncio.run(_first_time(folder, keys, PipeLine(pipe)))


async def _first_time(folder: Path, keys: Keys, line: PipeLine) -> None:
    database = await opened(folder, keys)
    ports = Clock(seed="updated").ports
    await sync_round(database, line, ports, Event())
    await asyncio.Event().wait()


def kill_one(
    folder: Path, begun: Begun, acks: Path, server: MemoryServer, life_s: float, *weaknesses: str
) -> None:
    """Let the client live for so long, answer what it asks, and kill it wherever it is."""
    _kill(live, (folder, begun, acks), server, life_s, weaknesses)


def kill_updated(folder: Path, keys: Keys, server: MemoryServer, life_s: float, *weaknesses: str) -> None:
    """Kill the program that was just installed, so long after it was started for the first time."""
    _kill(first_time, (folder, keys), server, life_s, weaknesses)


def _kill(
    target: Callable[..., None],
    known: tuple[object, ...],
    server: MemoryServer,
    life_s: float,
    weaknesses: tuple[str, ...],
) -> None:
    ours, theirs = context().Pipe()
    child = context().Process(target=target, args=(*known, theirs, weaknesses))
    child.start()
    theirs.close()
    assert ours.poll(PATIENCE_S)
    assert ours.recv_bytes() == b"born"
    end = time.monotonic() + life_s
    try:
        with contextlib.suppress(EOFError, ConnectionError):
            while (left := end - time.monotonic()) > 0:
                if ours.poll(left):
                    _answer(ours, server, end)
    finally:
        was_alive = child.exitcode is None
        child.kill()
        child.join(PATIENCE_S)
        ours.close()
        child.close()
    assert was_alive, "the client ended by itself"


def _answer(pipe: Pipe, server: MemoryServer, end: float) -> None:
    """Line by line; the end may come between any two."""
    for line in server.answer(pipe.recv_bytes()):
        if time.monotonic() > end:
            return
        pipe.send_bytes(line.rstrip(b"\n"))
    pipe.send_bytes(b"")


def moments(seed: int, count: int, longest_s: float) -> list[float]:
    """When to kill."""
    chance = random.Random(seed)
    return [chance.uniform(0, longest_s) for _ in range(count)]


def race(folder: Path, pipe: Pipe, weaknesses: tuple[str, ...]) -> None:
    """Try to hold a store at a sign, say whether it is held, and hold it."""
    for name in weaknesses:
        WEAKNESSES[name]()
    pipe.send("ready")
    pipe.recv()
    try:
        StoreLock(folder)
    except ProblemError as problem:
        pipe.send(problem.code)
    else:
        pipe.send(None)
    pipe.recv()
