"""A laptop with a part of the stress pack, or all of it: how it opens, what it finds, what that takes."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median

import psutil
from sqlalchemy import Connection

from benchmarks.figures import Figure, Spent, Watch, p95
from benchmarks.laptops import fill_with, opened, without_garbage
from benchmarks.search import Keys, typed_words
from benchmarks.workload import DAY
from demo.community import Community
from demo.district import district
from gridclient.actions.finder import Finder
from gridclient.actions.households import Households, Wish
from gridclient.actions.places import Places
from gridclient.db.search_rows import Why
from gridcore.pinyin import initials_keys, pinyin_keys
from gridcore.roles import Role

_MB, _PAGE, _ASKED = 1_000_000, 50, 40


@dataclass(frozen=True)
class Looked:
    """What somebody waited for on an opened store, by name, once and then over and over; bytes of memory."""

    people: int
    opened: Spent
    first: dict[str, Spent]
    found: dict[str, list[Spent]]
    memory: int


def fill(folder: Path, people: int | None, seed: int) -> Spent:
    """Make a laptop's store with so many people of the pack, or all, without a server; to be called apart."""
    watch = Watch()
    records = chain.from_iterable(each.records() for each in district(people, seed, today=DAY))
    fill_with(folder, records, Role.GRID_WORKER)
    return watch.spent()


def look(folder: Path, seed: int, runs: int) -> Looked:
    """Open a store and look through it as somebody does; to be called apart."""
    return asyncio.run(_look(folder, seed, runs))


def size_of(folder: Path) -> int:
    """Bytes of all files of a store."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def figures(title: str, looked: Looked) -> list[Figure]:
    """What was waited for, in CPU of the process; the memory with everything read once."""
    found = [Figure(f"{title} opens, CPU", looked.opened.cpu_s, "s")]
    for name, spent in looked.first.items():
        found.append(Figure(f"{title} {name}, CPU", 1_000 * spent.cpu_s, "ms"))
    for name, times in looked.found.items():
        cpu = [1_000 * each.cpu_s for each in times]
        found.append(Figure(f"{title} finds {name}, CPU, median", median(cpu), "ms"))
        found.append(Figure(f"{title} finds {name}, CPU, p95", p95(cpu), "ms"))
    return [*found, Figure(f"{title} memory, with all of that looked at", looked.memory / _MB, "MB")]


async def _look(folder: Path, seed: int, runs: int) -> Looked:
    kinds = _words(next(district(seed=seed, today=DAY)), random.Random(seed))
    process, watch = psutil.Process(), Watch()
    session = await opened(folder)
    opening = watch.spent()
    try:
        me = await session.me()
        assert me is not None, "the store has a user"
        finder, found, first = Finder(session.database), dict[str, list[Spent]](), dict[str, Spent]()
        places, households = Places(session.database, me.community), Households(session.database)
        total = await households.count()
        once: dict[str, Callable[[], Awaitable[object]]] = {
            "finds the first time": partial(finder.find, kinds["one character of a given name"][0]),
            "shows its grids with their sizes": places.tree,
            "shows its households": partial(households.page, Wish(), DAY, 0, _PAGE),
            "shows its last households": partial(households.page, Wish(), DAY, max(total - _PAGE, 0), _PAGE),
        }
        with without_garbage():
            for name, asked in once.items():
                first[name] = await _spent(asked)
            for name, words in kinds.items():
                found[name] = [await _least(partial(finder.find, word), runs) for word in words]
        return Looked(await session.database.read(_people), opening, first, found, process.memory_info().rss)
    finally:
        await session.close()


def _people(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM shown_resident").scalar_one())


def _words(made: Community, chance: random.Random) -> dict[str, list[str]]:
    """What people type who look for somebody of a community."""
    people = [each for home in made.households for each in home.people]
    names = [each.name for each in people]
    keys: Keys = {
        Why.NAME: names,
        Why.PINYIN: [pinyin_keys(each)[0] for each in names],
        Why.INITIALS: [initials_keys(each)[0] for each in names],
        Why.TAIL: [each.phone[-4:] for each in people if each.phone],
        Why.ADDRESS: [home.room.address for home in made.households],
    }
    return {**typed_words(keys, chance), "two characters of a name": [each[-2:] for each in names[:_ASKED]]}


async def _spent(ask: Callable[[], Awaitable[object]]) -> Spent:
    watch = Watch()
    await ask()
    return watch.spent()


async def _least(ask: Callable[[], Awaitable[object]], runs: int) -> Spent:
    """The best of some: what others do on the same cores only adds to it."""
    return min([await _spent(ask) for _ in range(runs)], key=lambda each: each.cpu_s)
