"""Finds the row of headings in a sheet and what its columns hold.

Above it stand merged titles, below it sometimes a row that explains; a heading may take two rows. Columns
about what is never kept are recognised here and stay closed, whatever a user maps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gridcore.forbidden import forbidden_topic
from gridcore.roster.columns import BESIDE_FACILITIES, OF_FACILITIES, OF_HOMES, Column, column_of
from gridcore.roster.workbook import Area, Cell, Sheet
from gridcore.tidy import cell_text, tidy_text

_WITHIN = 30
"""Headings further down are none."""
_LONGEST = 1_000
_FEWEST = 2
"""Known headings that make a row of headings."""
_OF_ROOMS = OF_HOMES | {Column.SERIAL, Column.REMARK}
REPORT_TITLES = ("原工作表 Sheet", "原行号 Row", "处理结果 Result", "原因", "Reason")
"""The columns that `gridcore.roster.report` adds; they are no values of a person."""


@dataclass(frozen=True)
class Headings:
    """The columns of a sheet; `row` is the last row of headings, counted from 0.

    `columns` is what will be read: a value that a user may correct with `remapped`. `forbidden` names the
    topic of each column that is not imported by design.
    """

    row: int
    titles: tuple[str, ...]
    columns: Mapping[int, Column]
    forbidden: Mapping[int, str]

    @property
    def told(self) -> tuple[int, ...]:
        """Columns in which a report of an earlier import says what became of each row."""
        return tuple(place for place, title in enumerate(self.titles) if title in REPORT_TITLES)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Columns with a heading that are neither read nor forbidden."""
        return tuple(
            place
            for place, title in enumerate(self.titles)
            if title and place not in {*self.columns, *self.forbidden} and title not in REPORT_TITLES
        )


def find_headings(sheet: Sheet) -> Headings | None:
    """The headings of a sheet; None where no row looks like headings."""
    best: Headings | None = None
    above: list[str] = []
    for place, row in enumerate(sheet.rows[:_WITHIN]):
        own = [_title(cell) for cell in row]
        groups = above if len({each for each in above if each}) > 1 else ()
        for titles in (own, _joined(own, above)) if _known(above) else (own,):
            found = _headings(place, titles, row, groups)
            if best is None or len(found.columns) > len(best.columns):
                best = found
        above = _spread(own, place, sheet.merged)
    if best is None or len(best.columns) < _FEWEST:
        return None
    return best


def guessed_headings(sheet: Sheet) -> Headings | None:
    """The row that a person would take for the headings, where none is known: the first with most texts."""
    best, most = None, _FEWEST - 1
    for place, row in enumerate(sheet.rows[:_WITHIN]):
        texts = sum(isinstance(cell, str) for cell in row)
        if texts > most and any(titles := [_title(cell) for cell in row]):
            best, most = _headings(place, titles, row), texts
    return best


def remapped(headings: Headings, columns: Mapping[int, Column]) -> Headings:
    """The headings with a user's own choice of what each column holds.

    Raises ValueError for a forbidden column, one that is not there, and for one meaning chosen twice.
    """
    if any(place in headings.forbidden or not 0 <= place < len(headings.titles) for place in columns):
        raise ValueError("this column cannot be read")
    if len(set(columns.values())) < len(columns):
        raise ValueError("two columns cannot hold the same")
    return replace(headings, columns=dict(columns))


def is_list_of_rooms(columns: Mapping[int, Column]) -> bool:
    """Whether the columns tell of rooms in buildings and of nobody."""
    held = set(columns.values())
    return {Column.BUILDING, Column.ROOM} <= held <= _OF_ROOMS


def is_list_of_facilities(columns: Mapping[int, Column]) -> bool:
    """Whether the columns tell of facilities; a name beside them is that of who answers for each."""
    held = set(columns.values())
    if Column.NAME not in held:
        return Column.FACILITY_NAME in held
    of_both = OF_FACILITIES | BESIDE_FACILITIES | {Column.NAME, Column.REMARK}
    return {Column.FACILITY_NAME, Column.FACILITY_KIND} <= held <= of_both


def holds_both(headings: Headings) -> bool:
    """Whether these are the headings of a report that tells of people and of facilities."""
    held = set(headings.columns.values())
    return bool(headings.told) and {Column.NAME, Column.FACILITY_NAME} <= held


def fitting(headings: Headings) -> Headings:
    """The headings without what such a list cannot say: opening hours of people, the sex of a canteen."""
    if holds_both(headings):
        return headings
    kept = frozenset(Column) - OF_FACILITIES
    if is_list_of_facilities(headings.columns):
        kept = OF_FACILITIES | BESIDE_FACILITIES
    columns = {place: column for place, column in headings.columns.items() if column in kept}
    return replace(headings, columns=columns)


def missing_columns(columns: Mapping[int, Column]) -> tuple[Column, ...]:
    """What a roster cannot do without: a name, and an address or a room with its building.

    A list of rooms has no names; one of facilities has names and kinds.
    """
    held = set(columns.values())
    if is_list_of_facilities(columns):
        return () if Column.FACILITY_KIND in held else (Column.FACILITY_KIND,)
    missing = [] if Column.NAME in held or is_list_of_rooms(columns) else [Column.NAME]
    if not (Column.ADDRESS in held or Column.ROOM in held):
        missing.append(Column.ADDRESS)
    return tuple(missing)


def _headings(row: int, titles: Sequence[str], cells: Sequence[Cell], groups: Sequence[str] = ()) -> Headings:
    """What the titles of a row mean; a heading above several of them that is never kept closes them all."""
    columns: dict[int, Column] = {}
    forbidden: dict[int, str] = {}
    for place, title in enumerate(titles):
        group = groups[place] if groups and column_of(groups[place]) is None else ""
        above = forbidden_topic(group) if group else None
        if above is not None:
            forbidden[place] = above
            continue
        if not title:
            cell = cells[place]  # too long for a heading, but perhaps about what is never kept
            topic = forbidden_topic(cell[:_LONGEST]) if isinstance(cell, str) else None
            if topic is not None:
                forbidden[place] = topic
            continue
        column = column_of(title)
        topic = forbidden_topic(title) if column is None else None
        if topic is not None:
            forbidden[place] = topic
        elif column is not None and column not in columns.values():
            columns[place] = column
    return Headings(row, tuple(titles), columns, forbidden)


def _title(cell: Cell) -> str:
    """A heading's words on one line; a number or a date is no heading."""
    if not isinstance(cell, str) or len(cell) > 60:
        return ""
    return tidy_text(cell_text(cell).value or "").value or ""


def _known(titles: Sequence[str]) -> bool:
    return sum(column_of(title) is not None for title in titles if title) >= _FEWEST


def _joined(own: Sequence[str], above: Sequence[str]) -> list[str]:
    """Headings of two rows: the lower words, and the upper ones where there are none."""
    return [lower or upper for lower, upper in zip(own, above, strict=True)]


def _spread(titles: list[str], row: int, merged: Sequence[Area]) -> list[str]:
    """A row's headings, with those of merged cells over all their columns."""
    found = list(titles)
    for area in merged:
        if area.top == row and area.right > area.left:
            for place in range(area.left, area.right + 1):
                found[place] = titles[area.left]
    return found
