"""A district office: the tree of 1,595 grids and a skeleton of up to 1.6 million people, without care.

`python -m benchmarks.district [--people N] [--folder DIR] [--json FILE]`. Without `--people` 50,000 people;
1,600,000 are the whole pack, which takes hours and 12 GB. With `--folder` the loaded server and the laptop's
store are kept there, and a broken-off load goes on at its next start; each number of people has its own.
"""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks import district_laptop
from benchmarks.apart import apart
from benchmarks.command import Options, run
from benchmarks.district_load import Took, config_of, load
from benchmarks.district_office import serving
from benchmarks.figures import Figure
from benchmarks.start import started
from demo.community import community_code
from gridcore.ids import CommunityId

PEOPLE = 50_000
_MB, _TENTHS = 1_000_000, 10


def measure(options: Options) -> list[Figure]:
    """Figures of the load, of the server with it, of a supervisor's laptop, and of one with all of it."""
    people = options.people or PEOPLE
    with ExitStack() as kept:
        folder = options.folder or Path(kept.enter_context(tempfile.TemporaryDirectory()))
        took = load(folder / "office", people, options.seed)
        figures = loaded(took)
        with tempfile.TemporaryDirectory() as name:
            figures += serving(config_of(folder / "office"), CommunityId(community_code(1)), Path(name))
            looked = apart(district_laptop.look, Path(name) / "laptop", options.seed, options.runs)
        figures += district_laptop.figures("a supervisor's laptop", looked)
        store = folder / "laptop"
        if not store.exists():
            part = folder / "part"
            shutil.rmtree(part, ignore_errors=True)  # of a start that was broken off
            apart(district_laptop.fill, part, people, options.seed)
            part.rename(store)
        figures += _whole(store, options)
    return figures


def loaded(took: Sequence[Took]) -> list[Figure]:
    """What the commands took; whether a community costs more when many are there already."""
    tree, rosters = took[0], took[1:]
    people = sum(each.people for each in rosters)
    own, database = sum(each.cpu_s for each in rosters), sum(each.postgres_cpu_s for each in rosters)
    few = max(len(rosters) // _TENTHS, 1)
    first, last = (_cpu_a_row(part) for part in (rosters[:few], rosters[-few:]))
    title = f"district of {people:,} people,"
    return [
        Figure(f"{tree.name} imported, CPU of the command", tree.cpu_s, "s"),
        Figure(f"{tree.name} imported, CPU of PostgreSQL", tree.postgres_cpu_s, "s"),
        Figure(f"{title} rosters imported, CPU of the commands", own, "s"),
        Figure(f"{title} rosters imported, CPU of PostgreSQL", database, "s"),
        Figure(f"{title} rosters imported, rows a second of both CPUs", people / (own + database), "rows/s"),
        Figure(f"{title} rosters imported, wall", sum(each.wall_s for each in rosters), "s"),
        Figure(f"{title} CPU of a row, the last tenth beside the first", 1_000 * last, "ms", 1_000 * first),
        Figure(f"{title} a command's memory, most", max(each.memory for each in took) / _MB, "MB"),
        Figure(f"{title} PostgreSQL's memory, most", max(each.postgres_memory for each in took) / _MB, "MB"),
        Figure(f"{title} database on disk", took[-1].database / _MB, "MB"),
    ]


def _cpu_a_row(rosters: Sequence[Took]) -> float:
    return median((each.cpu_s + each.postgres_cpu_s) / each.people for each in rosters)


def _whole(store: Path, options: Options) -> list[Figure]:
    """A laptop with everything: nobody's rights give it that, so it says where the program's limits are."""
    looked = apart(district_laptop.look, store, options.seed, options.runs)
    window = started("client", store)
    title = f"a laptop with {looked.people:,} people"
    return [
        Figure(f"{title}, its store", district_laptop.size_of(store) / _MB, "MB"),
        *district_laptop.figures(title, looked),
        Figure(f"{title}, from the passphrase to its first page", window["filled"] - window["typed"], "s"),
    ]


if __name__ == "__main__":
    run(__doc__, measure)
