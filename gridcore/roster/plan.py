"""What an import would do, row by row, before anything is written."""

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gridcore.ids import RecordId
from gridcore.roster.columns import Column
from gridcore.roster.compare import Difference, Standing, compare
from gridcore.roster.grids import Grids
from gridcore.roster.headings import (
    Headings,
    find_headings,
    fitting,
    guessed_headings,
    missing_columns,
    remapped,
)
from gridcore.roster.households import gather
from gridcore.roster.ids import place_key
from gridcore.roster.known import Known
from gridcore.roster.letting_go import let_go_through
from gridcore.roster.mappings import NO_MAPPINGS, Mappings
from gridcore.roster.people import Reading
from gridcore.roster.planned_rows import PlannedRows, RowPlan
from gridcore.roster.rows import ReadRow, Verdict, read_rows
from gridcore.roster.together import Together
from gridcore.roster.values import Cells
from gridcore.roster.workbook import Sheet, Workbook
from gridcore.sync.edits import Create, Edit
from gridcore.tidy import cell_text
from gridcore.wire.messages import MOST_EDITS

_ROWS_A_STEP = 200
_NO_CELLS: Cells = {}
_SAMPLES, _SAMPLED_ROWS, _SAMPLE_LETTERS = 3, 50, 40
LOOKS = 3
"""Every row is looked at so often: read, gathered to households, and compared with what is known."""
Step = Callable[[int, int], None]
"""Is told now and then how many looks of how many are done; what it raises ends them."""
T = TypeVar("T")


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: its headings, or why it is not read (a code of WORKBOOK_PROBLEMS)."""

    name: str
    headings: Headings | None
    problem: str | None
    missing: tuple[Column, ...] = ()
    is_hidden: bool = False
    samples: tuple[tuple[str, ...], ...] = ()
    """Of each column a few values, so that a person sees what it holds."""
    is_chosen: bool = False
    """Whether a person said what the columns hold, now or for an earlier file."""


@dataclass(frozen=True)
class RosterPlan:
    """What would be taken, mended, refused and dropped, and the edits that would do it."""

    sheets: tuple[SheetPlan, ...]
    rows: PlannedRows
    together: Together
    """What must be saved together: a building, a facility, or a household with its people and documents."""
    differences: tuple[Difference, ...] = ()
    """What is known otherwise and stays so, unless a person takes the file's value."""

    @property
    def problem(self) -> str | None:
        """Why nothing at all can be read; None if some sheet is."""
        if any(each.problem is None for each in self.sheets):
            return None
        return next((each.problem for each in self.sheets if not each.is_hidden), "no_headings")

    @property
    def changes_nothing(self) -> bool:
        """Whether everything that is taken is there already."""
        return not self.changes

    def taking(self, chosen: Iterable[Difference]) -> "RosterPlan":
        """The plan that brings the file's values for these differences too, each record's together."""
        taken: dict[RecordId, tuple[Edit, ...]] = {}
        for each in chosen:
            taken[each.record] = (*taken.get(each.record, ()), *each.edits)
        return replace(self, together=self.together.and_also(taken.values()))

    def verdicts(self) -> Mapping[Verdict, int]:
        """Rows by verdict; every verdict is named."""
        return self._verdicts

    @functools.cached_property
    def _verdicts(self) -> Mapping[Verdict, int]:
        told = self.rows.told
        found = Counter(each.verdict for each in told)
        found[Verdict.TAKEN] += len(self.rows) - len(told)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def changes(self) -> int:
        """How many edits it has."""
        return self.together.edits

    @functools.cached_property
    def needs_correction(self) -> bool:
        """Whether there is something to report about a row that is somebody's."""
        return any(each.notes and each.verdict is not Verdict.DROPPED for each in self.rows.told)

    @property
    def doubts(self) -> Sequence[RowPlan]:
        """The rows that are worth a look."""
        return tuple(each for each in self.rows.told if each.notes)

    def standings(self) -> Mapping[Standing, int]:
        """Rows that are taken by what they are to the records that are there."""
        found = Counter(each.standing for each in self.rows if each.standing is not None)
        return {standing: found[standing] for standing in Standing}

    def created(self) -> Mapping[str, int]:
        """New records by kind."""
        return dict(Counter(edit.kind for edit in self.edits() if isinstance(edit, Create)))

    def edits(self) -> Iterator[Edit]:
        """All edits, parents before what hangs on them."""
        return itertools.chain.from_iterable(self.together)


def plan_roster(
    workbook: Workbook,
    *,
    grids: Grids,
    known: Known,
    reading: Reading,
    at: str,
    columns: Mapping[str, Mapping[int, Column]] | None = None,
    mappings: Mappings = NO_MAPPINGS,
    step: Step | None = None,
) -> RosterPlan:
    """Plan the import of all sheets that hold a roster; hidden ones are left out.

    `columns` holds a user's own choice of columns by sheet, `mappings` what was remembered of earlier files;
    `at` is the claimed moment of the edits.
    Raises ValueError for a choice that `remapped` refuses.
    """
    sheets = [_sheet_plan(each, (columns or {}).get(each.name), mappings) for each in workbook.sheets]
    looks = _Looks(step, workbook.height)
    read = list(looks.through(_read(workbook, sheets, reading), workbook.height))
    gathered = gather(looks.through(let_go_through(read), len(read)), grids, known)
    homes = len(gathered.households)
    compared = compare(
        looks.through(let_go_through(gathered.households), homes), known, at, gathered.facilities
    )
    rows = PlannedRows(
        RowPlan(
            sheet=row.sheet,
            number=row.number,
            verdict=row.verdict,
            standing=compared.standings.get(place),
            names=row.names,
            address=row.address,
            differing=tuple(dict.fromkeys(compared.differing.get(place, ()))),
            notes=row.notes,
            cells=row.cells if row.notes else _NO_CELLS,
        )
        for place, row in enumerate(let_go_through(gathered.rows))
    )
    found = RosterPlan(tuple(sheets), rows, compared.together, tuple(compared.differences))
    for each in ("_verdicts", "needs_correction"):  # counted here, not where a window asks
        getattr(found, each)
    place_key.cache_clear()  # words kept here and there would keep all the freed memory around them
    return found


class _Looks:
    """Tells how far the looks at all rows are, each of which counts as much as the others."""

    def __init__(self, step: Step | None, rows: int) -> None:
        self._step, self._rows, self._done = step, rows, 0

    def through(self, found: Iterable[T], count: int) -> Iterator[T]:
        """One look at so many rows or households."""
        for at, each in enumerate(found):
            if self._step is not None and at % _ROWS_A_STEP == 0:
                self._step(self._done + at * self._rows // count, LOOKS * self._rows)
            yield each
        self._done += self._rows


def _read(workbook: Workbook, sheets: Sequence[SheetPlan], reading: Reading) -> Iterator[ReadRow]:
    """The rows of all sheets that can be read."""
    for sheet, plan in zip(workbook.sheets, sheets, strict=True):
        if plan.headings is not None and plan.problem is None:
            yield from read_rows(sheet, plan.headings, reading)


def slices(together: Iterable[Sequence[Edit]], most: int = MOST_EDITS) -> Iterator[list[Edit]]:
    """The edits in portions of at most `most`; what belongs together is never cut, however much it is."""
    portion: list[Edit] = []
    for part in together:
        if portion and len(portion) + len(part) > most:
            yield portion
            portion = []
        portion = [*portion, *part]
    if portion:
        yield portion


def _sheet_plan(sheet: Sheet, columns: Mapping[int, Column] | None, mappings: Mappings) -> SheetPlan:
    if sheet.is_hidden:
        return SheetPlan(sheet.name, find_headings(sheet), "no_headings", is_hidden=True)
    found = find_headings(sheet)
    headings = found if found is not None else guessed_headings(sheet)
    if headings is None:
        return SheetPlan(sheet.name, None, "no_headings")
    chosen = columns if columns is not None else mappings.chosen(headings)
    if chosen is not None:
        headings = remapped(headings, chosen)
    headings = fitting(headings)
    samples = _samples(sheet, headings)
    if found is None and chosen is None:
        return SheetPlan(sheet.name, headings, "no_headings", samples=samples)
    missing = missing_columns(headings.columns)
    problem = "columns_missing" if missing else None
    return SheetPlan(sheet.name, headings, problem, missing, samples=samples, is_chosen=chosen is not None)


def _samples(sheet: Sheet, headings: Headings) -> tuple[tuple[str, ...], ...]:
    """The first few different values of each column that may be read."""
    rows = sheet.rows[headings.row + 1 : headings.row + 1 + _SAMPLED_ROWS]
    found: list[tuple[str, ...]] = []
    for place in range(len(headings.titles)):
        values: dict[str, None] = {}
        for row in rows if place not in headings.forbidden else ():
            if len(values) < _SAMPLES and (text := cell_text(row[place]).value):
                values[text[:_SAMPLE_LETTERS]] = None
        found.append(tuple(values))
    return tuple(found)
