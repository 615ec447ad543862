"""Search as one types, over the workload's 11,108 people with their visits and over 100,000 people.

`python -m benchmarks.search [--people N] [--json FILE]`. The floor of each is a prefix query over an index of
plain SQLite with the same people.
"""

import random
import re
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection

from benchmarks.apart import over_stores
from benchmarks.command import Options, run
from benchmarks.figures import Figure, p95, timed
from benchmarks.floors import plain
from benchmarks.laptops import opened, without_garbage
from gridclient.db.search import LIMIT, search
from gridclient.db.search_rows import Why

_ASKED = 40
Keys = dict[Why, list[str]]


def measure(options: Options) -> list[Figure]:
    """All figures of search."""
    return over_stores(options, partial(_measure, options.seed))


async def _measure(seed: int, folder: Path, people: int) -> list[Figure]:
    session = await opened(folder / "store")
    try:
        keys: Keys = await session.database.read(keys_of)
        floor = _Floor(folder / "floor.db", keys[Why.NAME])
        figures = []
        with without_garbage():
            for name, typed in typed_words(keys, random.Random(seed)).items():
                ours = await session.database.read(partial(_search_times, typed=typed))
                bare = _times(floor.ask, [each[:1] for each in keys[Why.NAME][:_ASKED]])
                title = f"search over {people:,} people, {name}"
                figures += [
                    Figure(f"{title}, median", median(ours), "ms", median(bare)),
                    Figure(f"{title}, p95", p95(ours), "ms", p95(bare)),
                ]
    finally:
        await session.close()
    return figures


def typed_words(keys: Keys, chance: random.Random) -> dict[str, list[str]]:
    """What people type: some of each, out of what is there."""

    def some(why: Why, cut: Callable[[str], str] = lambda key: key) -> list[str]:
        return [cut(chance.choice(keys[why])) for _ in range(_ASKED)]

    return {
        "a name": some(Why.NAME),
        "a surname": some(Why.NAME, lambda key: key[:1]),
        "one character of a given name": some(Why.NAME, lambda key: key[-1]),
        "pinyin": some(Why.PINYIN, lambda key: key[:5]),
        "initials": some(Why.INITIALS),
        "the end of a phone number": some(Why.TAIL),
        "a part of an address": some(Why.ADDRESS, lambda key: key[-6:]),
        "the numbers of an address": some(Why.ADDRESS, lambda key: "-".join(re.findall("[0-9]+", key))),
        "nothing that is there": [f"龘{chance.choice(keys[Why.NAME])}" for _ in range(_ASKED)],
    }


def keys_of(connection: Connection) -> Keys:
    """All that is found, by why."""
    found: Keys = {}
    for why in Why:
        rows = connection.exec_driver_sql("SELECT key FROM search_key WHERE why = ?", (why.value,))
        found[why] = [key for (key,) in rows.all()]
    return found


def _search_times(connection: Connection, typed: Sequence[str]) -> list[float]:
    return _times(lambda each: search(connection, each), typed)


def _times(ask: Callable[[str], object], typed: Sequence[str]) -> list[float]:
    """Milliseconds of each, the middle of three."""
    return [median(1_000 * timed(partial(ask, each)).wall_s for _ in range(3)) for each in typed]


class _Floor:
    """The same names in plain SQLite, with an index."""

    def __init__(self, file: Path, names: Sequence[str]) -> None:
        self._connection: sqlite3.Connection = plain(file)
        with self._connection:
            self._connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
            self._connection.executemany("INSERT INTO person (name) VALUES (?)", ((each,) for each in names))
            self._connection.execute("CREATE INDEX person_by_name ON person (name)")

    def ask(self, text: str) -> list[object]:
        """Names that begin so."""
        query = "SELECT id, name FROM person WHERE name >= ? AND name < ? ORDER BY name LIMIT ?"
        return self._connection.execute(query, (text, text + "\U0010ffff", LIMIT)).fetchall()


if __name__ == "__main__":
    run(__doc__, measure)
