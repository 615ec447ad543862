"""The tree of divisions and grids: every one lies in a known one of a higher level, and none in itself.

Which levels there are is the office's: a tree of four levels leaves out two of `DISTRICT_LEVEL`. A list with
a single fault is not taken at all, so that no part of a tree ever stands without the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gridcore.codes.divisions import check_division, check_place_code
from gridcore.codes.places import DISTRICT_LEVEL
from gridcore.field_problems import FieldProblem, problem

COMMUNITY, GRID, AREA = "community", "grid", "area"
_RANK: Mapping[str, int] = {each.code: at for at, each in enumerate(DISTRICT_LEVEL)}


@dataclass(frozen=True)
class Division:
    """One row of the list: a division or a grid, and the code of what it lies in."""

    row: int
    code: str
    name: str
    level: str
    above: str = ""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in a row of the list; its field says in which column."""

    row: int
    problem: FieldProblem


@dataclass(frozen=True)
class Tree:
    """A sound tree, by code."""

    divisions: Mapping[str, Division]

    def of_level(self, level: str) -> list[Division]:
        """All of one level, in the order of the list."""
        return [each for each in self.divisions.values() if each.level == level]

    def way_up(self, code: str) -> Iterator[Division]:
        """What a division or grid lies in, the nearest first."""
        above = self.divisions[code].above
        while above:
            yield self.divisions[above]
            above = self.divisions[above].above

    def grids_of(self, community: str) -> list[Division]:
        """The grids that lie in a community."""
        return [each for each in self.of_level(GRID) if each.above == community]


def plant(divisions: Sequence[Division], *, allow_demo: bool = False) -> Tree | tuple[RowProblem, ...]:
    """The tree of a list, or everything that is wrong with it by row and field."""
    by_code: dict[str, Division] = {}
    for each in divisions:
        by_code.setdefault(each.code, each)
    found = [
        RowProblem(each.row, wrong)
        for each in divisions
        for wrong in (*_own_problems(each, by_code, allow_demo), *_problems_above(each, by_code))
    ]
    return tuple(found) if found else Tree(by_code)


def _own_problems(
    division: Division, by_code: Mapping[str, Division], allow_demo: bool
) -> Iterator[FieldProblem]:
    for name in ("code", "name", "level"):
        if not getattr(division, name):
            yield problem(name, "required")
    if division.level and division.level not in _RANK:
        yield problem("level", "level_unknown")
    first = by_code[division.code]
    if division.code and first is not division:
        yield problem("code", "code_twice", row=first.row)
    wrong = _code_problem(division, allow_demo) if division.code else None
    if wrong is not None:
        yield problem("code", wrong)


def _code_problem(division: Division, allow_demo: bool) -> str | None:
    """Areas between town and community have no official code; everything else follows its standard."""
    if division.level == GRID:
        return check_place_code("grid", division.code)
    if division.level in (AREA, "") or division.level not in _RANK:
        return None
    return check_division(division.code, allow_demo=allow_demo)


def _problems_above(division: Division, by_code: Mapping[str, Division]) -> Iterator[FieldProblem]:
    above = by_code.get(division.above) if division.above else None
    if above is None:
        is_orphan = bool(division.above) or division.level in (COMMUNITY, GRID)
        # A community may stand at the top: an office of one community has nothing above it.
        if is_orphan and not (division.level == COMMUNITY and not division.above):
            yield problem("above", "above_missing")
        return
    if _lies_in_itself(division, by_code):
        yield problem("above", "above_cycle")
    elif _RANK.get(above.level, -1) >= _RANK.get(division.level, len(_RANK)):
        yield problem("above", "above_level")
    elif division.level == GRID and not (above.level == COMMUNITY and division.code.startswith(above.code)):
        yield problem("above", "grid_outside")


def _lies_in_itself(division: Division, by_code: Mapping[str, Division]) -> bool:
    met: set[str] = set()
    at: Division | None = division
    while at is not None and at.code not in met:
        met.add(at.code)
        at = by_code.get(at.above) if at.above else None
    return at is not None
