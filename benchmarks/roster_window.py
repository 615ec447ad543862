"""Whether the window stands still while a roster of 100,000 rows is read, compared and saved on a laptop.

`python -m benchmarks.roster_window [--people N] [--runs N] [--json FILE]`.
"""

import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import fill
from benchmarks.large_roster import write_large_roster
from benchmarks.window import Beats
from benchmarks.workload import Workload

_ROWS = 100_000
_STORE = 3_000
"""People of as many grids as the roster names."""
_GRIDS = ("1", "2", "3", "4", "5")
"""By their numbers, as offices write them too."""
_TOO_LONG_S = 0.05


def measure(options: Options) -> list[Figure]:
    """What reading and saving cost, and the longest turns of the window's loop meanwhile."""
    rows = options.people or _ROWS
    workload = Workload(_STORE, options.seed)
    figures = [Figure("large roster, rows", rows, "rows")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_large_roster(folder / "roster.xlsx", _GRIDS, rows)
        apart(fill, folder / "store", workload)
        found = watched(folder / "store", folder / "roster.xlsx")
    for when, (cpu, wall, most, beats) in found.items():
        title = f"large roster {when}"
        figures += [
            Figure(f"{title}, wall", wall, "s"),
            Figure(f"{title}, CPU of the client", cpu, "s"),
            Figure(f"{title}, window stands still, longest time", 1_000 * max(beats.late), "ms"),
            Figure(f"{title}, the same with cores of its own", 1_000 * max(beats.by_us), "ms"),
            Figure(f"{title}, memory, most", most / 1_000_000, "MB"),
            Figure(f"{title}, times over 50 ms", sum(each > _TOO_LONG_S for each in beats.by_us), "times"),
        ]
    return figures


def watched(store: Path, roster: Path) -> dict[str, tuple[float, float, float, Beats]]:
    """CPU, wall, the most memory and the beats of reading, saving and reading again.

    Raises RuntimeError when it did not end well.
    """
    spent: dict[str, tuple[float, float, float]] = {}
    beats: dict[str, list[list[float]]] = defaultdict(list)
    for when, *words in told("benchmarks.roster_watched", str(store), str(roster)):
        if words[0] == "spent":
            spent[when] = float(words[1]), float(words[2]), float(words[3])
        else:
            beats[when].append([float(each) for each in words])
    return {when: (*told_of, Beats(*zip(*beats[when], strict=True))) for when, told_of in spent.items()}


if __name__ == "__main__":
    run(__doc__, measure)
