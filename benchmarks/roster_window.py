"""Whether the window stands still while a roster of 100,000 rows is read, compared and saved on a laptop.

`python -m benchmarks.roster_window [--people N] [--runs N] [--json FILE]`.
"""

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.apart import apart
from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import PASSPHRASE, fill
from benchmarks.large_roster import write_large_roster
from benchmarks.office import ROOT
from benchmarks.window import Beats
from benchmarks.workload import Workload

_ROWS = 100_000
_STORE = 120
_GRIDS = ("1", "2", "3", "4", "5")
"""By their numbers, as offices write them too."""
_TOO_LONG_S = 0.05
_PATIENCE_S = 1_800


def measure(options: Options) -> list[Figure]:
    """What reading and saving cost, and the longest turns of the window's loop meanwhile."""
    rows = options.people or _ROWS
    workload = Workload(_STORE, options.seed)
    figures = [Figure("large roster, rows", rows, "rows")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_large_roster(folder / "roster.xlsx", _GRIDS, rows)
        apart(fill, folder / "store", workload)
        told = watched(folder / "store", folder / "roster.xlsx")
    for when, (cpu, wall, beats) in told.items():
        title = f"large roster {when}"
        figures += [
            Figure(f"{title}, wall", wall, "s"),
            Figure(f"{title}, CPU of the client", cpu, "s"),
            Figure(f"{title}, window stands still, longest time", 1_000 * max(beats.late), "ms"),
            Figure(f"{title}, the same with cores of its own", 1_000 * max(beats.by_us), "ms"),
            Figure(f"{title}, times over 50 ms", sum(each > _TOO_LONG_S for each in beats.by_us), "times"),
        ]
    return figures


def watched(store: Path, roster: Path) -> dict[str, tuple[float, float, Beats]]:
    """CPU, wall and beats of reading and of saving. Raises RuntimeError when it did not end well."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.roster_watched", str(store), str(roster)],
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path},
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    lines = [line.split() for line in ended.stdout.splitlines()]
    if ended.returncode or not lines:
        raise RuntimeError(f"nothing was imported behind the window: {ended.stderr}")
    spent: dict[str, tuple[float, float]] = {}
    beats: dict[str, list[list[float]]] = defaultdict(list)
    for when, *told in lines:
        if told[0] == "spent":
            spent[when] = float(told[1]), float(told[2])
        else:
            beats[when].append([float(each) for each in told])
    return {when: (*both, Beats(*zip(*beats[when], strict=True))) for when, both in spent.items()}


if __name__ == "__main__":
    run(__doc__, measure)
