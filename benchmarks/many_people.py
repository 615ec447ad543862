"""The client's window with 100,000 people on the laptop: found, leafed through, scrolled and drawn.

`python -m benchmarks.many_people [--people N] [--json FILE]`. A key counts until what fits is painted, a page
of a list until its rows are, from the window's own loop and store.
"""

import asyncio
import random
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.figures import Figure, p95
from benchmarks.laptops import fill, opened
from benchmarks.search import keys_of, typed_words
from benchmarks.tower import build_tower
from benchmarks.workload import MANY, PEOPLE, Workload

_MB = 1_000_000
_TOO_LONG_S = 0.033
_WORDS = 2
"""Of each kind and run."""
_SCROLLED = ("households", "care", "chart")


def measure(options: Options) -> list[Figure]:
    """All figures; where few people are wanted, of as many as there are in a small workload."""
    workload = Workload(options.people or PEOPLE, options.seed)
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "store"
        apart(fill, store, workload, many=0 if options.people else MANY)
        apart(build_tower, store)
        words = asyncio.run(_words(store, workload.seed, _WORDS * options.runs))
        lines = told("benchmarks.many_window", str(store), str(options.runs), *words)
        return figures(options.people or MANY, lines)


def figures(people: int, lines: list[list[str]]) -> list[Figure]:
    """What the window told."""
    found: dict[str, list[float]] = defaultdict(list)
    for what, value in lines:
        found[what].append(float(value))
    title = f"{people:,} people,"
    ms = {what: [1_000 * each for each in values] for what, values in found.items()}

    def usual(name: str, what: str) -> list[Figure]:
        return [
            Figure(f"{title} {name}, median", median(ms[what]), "ms"),
            Figure(f"{title} {name}, p95", p95(ms[what]), "ms"),
            Figure(f"{title} {name}, CPU, p95", p95(ms[f"{what}-cpu"]), "ms"),
        ]

    made = usual("from a key to what fits", "key")
    for page in _SCROLLED[:-1]:
        made += [
            Figure(f"{title} {page}, rows of the list", found[f"{page}-rows"][0], "rows"),
            Figure(f"{title} {page}, opened for the first time", ms[f"{page}-opened"][0], "ms"),
            *usual(f"{page}, a far page", f"{page}-page"),
        ]
    made += usual("chart of 34 × 12, all doors drawn for the first time", "chart-first")
    made += usual("chart of 34 × 12, all doors drawn", "chart-painted")
    made += usual("chart of 34 × 12, read and shown", "chart-asked")
    for page in _SCROLLED:
        own = found[f"{page}-scroll"]
        made += [
            Figure(f"{title} {page} scrolled, longest frame", max(ms[f"{page}-late"]), "ms"),
            Figure(f"{title} {page} scrolled, longest with cores of its own", 1_000 * max(own), "ms"),
            Figure(f"{title} {page} scrolled, times over 33 ms", sum(e > _TOO_LONG_S for e in own), "times"),
        ]
    for page in _SCROLLED[:-1]:
        counted = f"{title} {page} counted to be exported"
        made += [
            Figure(f"{counted}, longest turn", max(ms[f"{page}-export-late"]), "ms"),
            Figure(f"{counted}, longest with cores of its own", max(ms[f"{page}-export"]), "ms"),
        ]
    return [*made, Figure(f"{title} memory, most", max(found["memory"]) / _MB, "MB")]


async def _words(store: Path, seed: int, most: int) -> list[str]:
    """Some words of each kind that people type."""
    session = await opened(store)
    try:
        kinds = typed_words(await session.database.read(keys_of), random.Random(seed))
    finally:
        await session.close()
    return [word for words in kinds.values() for word in words[:most]]


if __name__ == "__main__":
    run(__doc__, measure)
