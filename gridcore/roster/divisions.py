"""Reads the list of divisions and grids from a workbook: code, name, level, and what each lies in."""

from collections.abc import Iterator, Mapping, Sequence

from gridcore.codes.places import DISTRICT_LEVEL
from gridcore.district_tree import Division
from gridcore.roster.workbook import Cell, Sheet, Workbook
from gridcore.tidy import cell_text, tidy_code, tidy_text

_HEADINGS: Mapping[str, str] = {
    "code": "编码 代码 区划代码 区划编码 网格编码 code",
    "name": "名称 区划名称 网格名称 name",
    "level": "级别 层级 类型 level",
    "above": "上级 上级编码 上级代码 上级区划代码 所属 所属编码 above parent",
}
_BY_WORDS = {words: name for name, all_words in _HEADINGS.items() for words in all_words.split()}
_WITHIN = 30


def divisions_in(workbook: Workbook) -> list[Division] | None:
    """The rows of all sheets that hold such a list; None where none does."""
    found = [rows for sheet in workbook.sheets if (rows := _of_sheet(sheet)) is not None]
    return [each for rows in found for each in rows] if found else None


def _of_sheet(sheet: Sheet) -> list[Division] | None:
    for at, row in enumerate(sheet.rows[:_WITHIN]):
        columns = {
            _BY_WORDS[words]: place for place, cell in enumerate(row) if (words := _words(cell)) in _BY_WORDS
        }
        if columns.keys() >= {"code", "name", "level"} and not sheet.is_hidden:
            return list(_rows(sheet.rows, at, columns))
    return None


def _rows(rows: Sequence[Sequence[Cell]], heading: int, columns: Mapping[str, int]) -> Iterator[Division]:
    for at in range(heading + 1, len(rows)):
        told = {name: _text(rows[at][place]) for name, place in columns.items()}
        if any(told.values()):
            level = DISTRICT_LEVEL.find(told["level"]) or told["level"]
            code, above = (tidy_code(told.get(name, "")).value or "" for name in ("code", "above"))
            yield Division(at + 1, code, told["name"], level, above)


def _words(cell: Cell) -> str:
    return (tidy_code(_text(cell)).value or "").lower()


def _text(cell: Cell) -> str:
    return tidy_text(cell_text(cell).value or "").value or ""
