"""What an import refuses, mends and doubts, row by row, as sheets that the office corrects and imports again.

Only columns that are read stand in it: those that are not imported by design, and those that nobody knows,
do not come back. Every value is that of the office's own file; none is taken from the records.
"""

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gridcore.fields import Label
from gridcore.roster.columns import COLUMN_LABELS, Column, heading_for
from gridcore.roster.headings import REPORT_TITLES
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.plan import RosterPlan
from gridcore.roster.planned_rows import RowPlan
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import Cell
from gridcore.tidy import cell_text

Speak = Callable[[Label], str]
"""Gives a declared text in Chinese."""

_EXACT = 2**53


@dataclass(frozen=True)
class ReportSheet:
    """One sheet of texts; the first row are headings, the sheet of explanations has none."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    has_headings: bool = True


def report_sheets(plan: RosterPlan, speak: Speak) -> tuple[ReportSheet, ...]:
    """What was refused, what was mended or is worth a look, and an explanation; each with its headings."""
    columns = _columns(plan)
    titles = (*columns.values(), *REPORT_TITLES)
    told = [each for each in plan.doubts if each.verdict is not Verdict.DROPPED]
    refused = [each for each in told if each.verdict is Verdict.REFUSED]
    others = [each for each in told if each.verdict is not Verdict.REFUSED]
    return (
        ReportSheet("未导入 Refused", (titles, *(_row(each, columns, speak) for each in refused))),
        ReportSheet("已整理或待核对 Check", (titles, *(_row(each, columns, speak) for each in others))),
        ReportSheet("说明 Read me", tuple(_explanation(plan, len(refused), len(others))), has_headings=False),
    )


def _columns(plan: RosterPlan) -> dict[Column, str]:
    """Every column that some sheet has, with a heading under which it is found again."""
    found: dict[Column, str] = {}
    for sheet in plan.sheets:
        if sheet.headings is None or sheet.problem is not None:
            continue
        for place, column in sheet.headings.columns.items():
            found.setdefault(column, heading_for(column, sheet.headings.titles[place]))
    return found


def _row(row: RowPlan, columns: Mapping[Column, str], speak: Speak) -> tuple[str, ...]:
    values = tuple(_written(row.cells.get(column)) for column in columns)
    return (
        *values,
        row.sheet,
        str(row.number),
        _result(row),
        _told(row.notes, speak, "：", "；"),
        _told(row.notes, lambda label: label.text, ": ", " | "),
    )


def _result(row: RowPlan) -> str:
    kinds = {each.kind for each in row.notes}
    if row.verdict is Verdict.REFUSED:
        return "未导入 refused"
    if NoteKind.LEFT_OUT in kinds:
        return "已导入，部分内容未导入 a value left out"
    return "已导入，已整理 mended" if NoteKind.MENDED in kinds else "已导入，请核对 please check"


def _told(notes: Sequence[Note], speak: Speak, colon: str, between: str) -> str:
    return between.join(dict.fromkeys(_sentence(each, speak, colon) for each in notes))


def _sentence(note: Note, speak: Speak, colon: str) -> str:
    text = speak(note.sentence).format(**note.params)
    if note.kind is NoteKind.MENDED and note.after:
        text = f"{text}{colon}{note.before} → {note.after}" if note.before else f"{text}{colon}{note.after}"
    return text if note.column is None else f"{speak(COLUMN_LABELS[note.column])}{colon}{text}"


def _written(cell: Cell) -> str:
    """A cell as text that is read as the cell was; a rounded number stays one that nobody takes for exact."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time.min:
        return cell.date().isoformat()
    if isinstance(cell, int | float) and (not math.isfinite(cell) or abs(cell) > _EXACT):
        return f"{cell:.14e}"
    return cell_text(cell).value or ""


def _explanation(plan: RosterPlan, refused: int, others: int) -> list[tuple[str, ...]]:
    by_design = sum(len(each.headings.forbidden) for each in plan.sheets if each.headings is not None)
    unknown = sum(len(each.headings.unknown) for each in plan.sheets if each.headings is not None)
    return [
        (f"未导入 {refused} 行，已整理或待核对 {others} 行。",),
        (f"{refused} rows were refused; {others} were mended or are worth a look.",),
        ("请在前两张表中直接更正，然后再次导入本文件：已有的内容不会重复。",),
        ("Please correct the first two sheets and import this very file again: nothing is imported twice.",),
        (f"原表中有 {by_design} 列按规定不导入，{unknown} 列无法识别，本文件中均不再出现。",),
        (
            f"{by_design} columns are not imported by design and {unknown} are not known:"
            " none of them is in this file.",
        ),
    ]
