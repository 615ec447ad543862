"""The command that founds a whole tree of divisions and grids from a workbook."""

import argparse
from collections.abc import Callable
from pathlib import Path

from gridserver.cli_backups import Add
from gridserver.installation import Installation

_MOST_TOLD = 40


class TreeError(Exception):
    """The list cannot be taken; the text says why, by row and column."""


def add_tree(add: Add, by: str, say: Callable[[str], None]) -> None:
    """Add the command."""

    def command(installation: Installation, told: argparse.Namespace) -> None:
        _import_tree(installation, told, by, say)

    each = add("import-tree", command, "found communities and grids from a list of divisions")
    each.add_argument("file", type=Path, metavar="FILE.xlsx")
    each.add_argument("--dry-run", action="store_true", help="check the list, and write nothing")


def _import_tree(
    installation: Installation, told: argparse.Namespace, by: str, say: Callable[[str], None]
) -> None:
    # What reads workbooks loads for this command alone; `serve` starts without it.
    from gridcore.district_tree import COMMUNITY, GRID, Tree
    from gridcore.field_problems import PROBLEMS
    from gridcore.roster.notes import WORKBOOK_PROBLEMS
    from gridcore.roster.workbook import MOST_BYTES, WorkbookProblem
    from gridserver.actions.plant_tree import plant_tree, read_tree

    try:
        with told.file.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise TreeError(f"{told.file} cannot be read: {error.strerror}") from error
    tree = read_tree(content)
    if isinstance(tree, WorkbookProblem):
        raise TreeError(f"{told.file}: {WORKBOOK_PROBLEMS[tree.code].text}")
    if not isinstance(tree, Tree):
        for each in tree[:_MOST_TOLD]:
            sentence = PROBLEMS[each.problem.code].text.format(**each.problem.params)
            say(f"row {each.row}, {each.problem.field}: {sentence}")
        raise TreeError(f"{told.file}: {len(tree)} faults. Nothing was written.")
    say(f"{len(tree.of_level(COMMUNITY))} communities with {len(tree.of_level(GRID))} grids.")
    if told.dry_run:
        say("Nothing was written.")
        return
    planted = plant_tree(installation, tree, by=by)
    say(f"New: {planted.communities} communities, {planted.grids} grids.")
