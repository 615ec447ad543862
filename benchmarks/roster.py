"""What an office waits for when it imports the roster of a community on the server's command line.

`python -m benchmarks.roster [--people N] [--runs N] [--json FILE]`. A workbook of 11,108 rows as offices keep
them, dirt included: previewed, imported, and imported once more, which changes nothing.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.command import Options, run
from benchmarks.figures import Figure, Spent, middle, timed
from benchmarks.office import ROOT
from benchmarks.processes import ended_cpu_s
from benchmarks.workload import PEOPLE, Workload
from demo.community import Community
from demo.roster_file import USUAL, write_roster
from gridcore.ids import CommunityId
from gridserver.actions.found_community import add_grids, found_community
from gridserver.config import Config
from gridserver.installation import open_installation


def measure(options: Options) -> list[Figure]:
    """Clock and CPU of each step; the floor is the bare reader laying the sheet out."""
    made = Workload(options.people or PEOPLE, options.seed).make()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        rows = len(write_roster(file, made, dirt=USUAL).rows)
        floor = middle([timed(lambda: _read(file)) for _ in range(options.runs)])
        imports: list[list[Spent]] = [[], [], []]
        for number in range(options.runs):
            for found, spent in zip(imports, _steps(Path(folder) / str(number), made, file), strict=True):
                found.append(spent)
    figures = [Figure("roster, rows of the workbook", rows, "rows")]
    for name, found in zip(("previewed", "imported", "imported again"), imports, strict=True):
        spent = middle(found)
        figures += [
            Figure(f"roster {name}, wall", spent.wall_s, "s", floor.wall_s),
            Figure(f"roster {name}, CPU of the command", spent.cpu_s, "s", floor.cpu_s),
        ]
    return figures


def _steps(data: Path, made: Community, file: Path) -> Sequence[Spent]:
    """A preview, an import and another one, into a community of its own."""
    installation = open_installation(Config(data=data))  # PostgreSQL stands, as it does in an office
    try:
        community = CommunityId(made.code)
        found_community(installation, community, made.name, by="benchmark")
        names = {each.code: each.name for each in made.grids}
        add_grids(installation, community, names, by="benchmark")
        words = ["--data", str(data), "import-roster", str(file), "--community", made.code]
        return [_command([*words, "--dry-run"]), _command(words), _command(words)]
    finally:
        installation.close()


def _command(words: Sequence[str]) -> Spent:
    before = ended_cpu_s()

    def work() -> None:
        subprocess.run(
            [sys.executable, "-m", "gridserver", *words], cwd=ROOT, capture_output=True, check=True
        )

    wall = timed(work).wall_s
    return Spent(wall, ended_cpu_s() - before)


def _read(file: Path) -> None:
    with CalamineWorkbook.from_path(file) as book:
        book.get_sheet_by_index(0).to_python()


if __name__ == "__main__":
    run(__doc__, measure)
