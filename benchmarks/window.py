"""How long the window's loop stands still while a community is synced behind it.

`python -m benchmarks.window [--people N] [--runs N] [--json FILE]`. A heartbeat in the client's own window,
while a hand scrolls and changes its lists: through a first sync, and through the round that sends and brings
a day.
The floor is the same window with the same hand and nothing to sync.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.day import work
from benchmarks.figures import Figure
from benchmarks.laptops import Laptop
from benchmarks.office import Office
from benchmarks.workload import PEOPLE, Workload

_TOO_LONG_S = 0.05


@dataclass(frozen=True)
class Beats:
    """Of each beat: how late it was, how late on cores of its own, and the loop's CPU before it."""

    late: Sequence[float]
    by_us: Sequence[float]
    cpu: Sequence[float]

    def figures(self, what: str, rest: "Beats") -> list[Figure]:
        """The longest time that the loop stood still, and how usual that is."""
        on_cores = f"{what}, with cores of its own"
        return [
            Figure(f"{what}, longest time", 1_000 * max(self.late), "ms", 1_000 * max(rest.late)),
            Figure(f"{what}, p99", 1_000 * _p99(self.late), "ms", 1_000 * _p99(rest.late)),
            Figure(f"{on_cores}, longest time", 1_000 * max(self.by_us), "ms", 1_000 * max(rest.by_us)),
            Figure(f"{on_cores}, p99", 1_000 * _p99(self.by_us), "ms", 1_000 * _p99(rest.by_us)),
            Figure(f"{on_cores}, times over 50 ms", _too_long(self.by_us), "times", _too_long(rest.by_us)),
            Figure(
                f"{what}, CPU of the loop in its longest turn",
                *(1_000 * max(self.cpu), "ms", 1_000 * max(rest.cpu)),
            ),
        ]


def measure(options: Options) -> list[Figure]:
    """All figures of the window's loop."""
    workload = Workload(options.people or PEOPLE, options.seed)
    firsts: list[dict[str, Beats]] = []
    days: list[dict[str, Beats]] = []
    with Office(workload) as office, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        other = folder / "other"
        apart(enrol, other, office.url, office.enrolment_code(), reads=True)
        for number in range(options.runs):
            store = folder / f"laptop{number}"
            apart(enrol, store, office.url, office.enrolment_code(), reads=False)
            firsts.append(watched(store))
            apart(do_a_day, store, other, workload, number)
            days.append(watched(store))
    return [
        figure
        for what, runs in (("first sync", firsts), ("day", days))
        for figure in _all(runs, "round").figures(f"window stands still in a {what}", _all(runs, "rest"))
    ]


def watched(store: Path) -> dict[str, Beats]:
    """Open the window on a store and let it sync; its beats. Raises RuntimeError when it did not."""
    beats: dict[str, list[list[float]]] = {"round": [], "rest": []}
    for when, *seconds in told("benchmarks.watched", str(store)):
        beats[when].append([float(each) for each in seconds])
    return {when: Beats(*zip(*found, strict=True)) for when, found in beats.items()}


def enrol(folder: Path, url: str, code: str, *, reads: bool) -> None:
    """A new store of the community's leader; with `reads` it has read everything."""
    asyncio.run(_enrol(folder, url, code, reads))


def do_a_day(store: Path, other: Path, workload: Workload, number: int) -> None:
    """A day offline on one store; what was changed on the other one is on the server."""
    asyncio.run(_do_a_day(store, other, workload, number))


async def _enrol(folder: Path, url: str, code: str, reads: bool) -> None:
    laptop = await Laptop.enrolled(folder, url, code)
    if reads:
        await laptop.sync()
    await laptop.session.close()


async def _do_a_day(store: Path, other: Path, workload: Workload, number: int) -> None:
    worker, colleague = await Laptop.unlocked(store), await Laptop.unlocked(other)
    await work(worker, colleague, workload, number)
    for each in (worker, colleague):
        await each.session.close()


def _all(runs: Sequence[dict[str, Beats]], when: str) -> Beats:
    found = [each[when] for each in runs]
    return Beats(
        [late for each in found for late in each.late],
        [late for each in found for late in each.by_us],
        [cpu for each in found for cpu in each.cpu],
    )


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[-1]


def _too_long(late: Sequence[float]) -> int:
    return sum(each > _TOO_LONG_S for each in late)


if __name__ == "__main__":
    run(__doc__, measure)
