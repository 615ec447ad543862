"""The command that imports or previews households and facilities, and writes what it refused."""

import argparse
from collections.abc import Callable
from pathlib import Path

from gridcore.ids import CommunityId
from gridserver.cli_backups import Add
from gridserver.db.durable import write_durably
from gridserver.db.scopes import grids_of
from gridserver.installation import Installation


class RosterError(Exception):
    """The roster cannot be read, or an option means nothing; the text says which."""


def add_roster(add: Add, by: str, say: Callable[[str], None]) -> None:
    """Add the command."""

    def command(installation: Installation, told: argparse.Namespace) -> None:
        _import_roster(installation, told, by, say)

    each = add("import-roster", command, "import a roster or a list of facilities, or preview it")
    each.add_argument("file", type=Path, metavar="FILE.xlsx")
    each.add_argument("--community", required=True, metavar="C", help="the community's code")
    each.add_argument("--dry-run", action="store_true", help="tell what would be done, and write nothing")
    each.add_argument("--grid", metavar="CODE", help="the grid of rows that name none")
    each.add_argument("--fill-from-number", action="store_true", help="birth date and sex, where missing")
    each.add_argument("--rows", type=int, default=40, metavar="N", help="print at most N rows (40)")
    each.add_argument(
        "--columns", type=Path, metavar="FILE.json", help='what headings mean: {"住户": "name", "旧号": null}'
    )
    each.add_argument(
        "--report", type=Path, metavar="FILE.xlsx", help="what was refused or mended, to correct and import"
    )
    each.add_argument(
        "--take", default="", metavar="FIELDS", help="all, or fields such as phone,tenure: the file is right"
    )


def _import_roster(
    installation: Installation, told: argparse.Namespace, by: str, say: Callable[[str], None]
) -> None:
    # What reads workbooks loads for this command alone; `serve` starts without it.
    from gridcore.roster.mappings import NO_MAPPINGS, titles_from
    from gridcore.roster.notes import WORKBOOK_PROBLEMS
    from gridcore.roster.workbook import MOST_BYTES, WorkbookProblem
    from gridserver.actions.import_roster import import_roster, preview_roster, refusal_report
    from gridserver.roster_lines import account_lines, plan_lines

    community = CommunityId(told.community)
    with installation.database.snapshot() as connection:
        grids = grids_of(connection, community)
    if not grids or told.grid not in (None, *grids):
        raise RosterError(f"there is no community {community} with the grids that are meant")
    try:
        mappings = NO_MAPPINGS if told.columns is None else titles_from(_read(told.columns, 1_000_000))
    except ValueError as error:
        raise RosterError(f"{told.columns}: {error}") from error
    plan = preview_roster(
        installation,
        community,
        _read(told.file, MOST_BYTES + 1),
        grid=told.grid,
        fill_from_number=told.fill_from_number,
        mappings=mappings,
    )
    if isinstance(plan, WorkbookProblem):
        raise RosterError(f"{told.file}: {WORKBOOK_PROBLEMS[plan.code].text}")
    for line in plan_lines(plan, told.rows):
        say(line)
    if told.report is not None:
        _write(told.report, refusal_report(installation, plan), told.file)
        say(f"{told.report} says what was refused or mended; correct it there and import it.")
    if plan.problem is not None:
        raise RosterError(f"{told.file}: {WORKBOOK_PROBLEMS[plan.problem].text}")
    fields = set(filter(None, told.take.split(",")))
    if unknown := fields - {"all", *(each.cell for each in plan.differences)}:
        raise RosterError(f"nothing differs in {', '.join(sorted(unknown))}")
    chosen = [each for each in plan.differences if "all" in fields or each.cell in fields]
    if told.dry_run:
        say("Nothing was written.")
        return
    for line in account_lines(import_roster(installation, community, plan.taking(chosen), by=by)):
        say(line)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise RosterError(f"{path} cannot be read: {error.strerror}") from error


def _write(path: Path, content: bytes, source: Path) -> None:
    if path.resolve() == source.resolve():
        raise RosterError(f"{path} is the roster itself; please name another file for the report")
    try:
        write_durably(path, content)
    except OSError as error:
        raise RosterError(f"{path} cannot be written: {error.strerror}") from error
