"""Rows and sheets of a roster's preview, in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTranslator

from gridclient.resources_path import resource
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import language, listed, words
from gridcore.fields import Label, label
from gridcore.roster.columns import COLUMN_LABELS, Column
from gridcore.roster.compare import Standing
from gridcore.roster.notes import WORKBOOK_PROBLEMS, Note
from gridcore.roster.plan import SheetPlan
from gridcore.roster.planned_rows import RowPlan
from gridcore.roster.rows import Verdict

_TAKEN = label("RosterRow", "taken")
_MENDED = label("RosterRow", "mended")
_REFUSED = label("RosterRow", "refused")
_DROPPED = label("RosterRow", "left out")
_STANDINGS: dict[Standing, Label] = {
    Standing.NEW: label("RosterRow", "new"),
    Standing.SAME: label("RosterRow", "there already"),
    Standing.FILLS: label("RosterRow", "fills gaps"),
    Standing.DIFFERS: label("RosterRow", "differs"),
}


def column_words(column: Column) -> str:
    """What a column holds."""
    return words(COLUMN_LABELS[column])


def in_chinese() -> Callable[[Label], str]:
    """Gives declared texts in Chinese, whatever the language of the windows."""
    translator = QTranslator()
    translator.load("zh_CN", str(resource("translations")))
    return lambda said: translator.translate(said.context, said.text) or said.text


def verdict_badge(row: RowPlan) -> Badge:
    """What happens to a row."""
    match row.verdict:
        case Verdict.TAKEN:
            return Badge(words(_TAKEN), "check", "ok")
        case Verdict.MENDED:
            return Badge(words(_MENDED), "pencil", "service")
        case Verdict.REFUSED:
            return Badge(words(_REFUSED), "cross", "care")
        case Verdict.DROPPED:
            return Badge(words(_DROPPED), "minus", "vacant")


def standing_words(row: RowPlan) -> str:
    """What the row is to the records that are there."""
    return words(_STANDINGS[row.standing]) if row.standing is not None else ""


def note_words(row: RowPlan) -> str:
    """Everything that is told about a row."""
    return " ".join(dict.fromkeys(_sentence(each) for each in row.notes))


def _sentence(note: Note) -> str:
    text = words(note.sentence).format(**note.params)
    if note.before and note.after:
        text = f"{text}{_between()}{note.before} → {note.after}"
    return text if note.column is None else f"{column_words(note.column)}{_between()}{text}"


def _between() -> str:
    return "：" if language() == "zh" else ": "


def sheet_words(sheet: SheetPlan) -> str:
    """How a sheet was read: its headings, what is not imported by design, what is not known."""
    headings = sheet.headings
    if sheet.problem is not None or headings is None:
        why = words(WORKBOOK_PROBLEMS[sheet.problem or "no_headings"])
        if sheet.missing:
            why = f"{why} {listed(column_words(each) for each in sheet.missing)}"
        return QCoreApplication.translate("RosterRow", "{sheet}: {why}").format(sheet=sheet.name, why=why)
    parts = [
        QCoreApplication.translate("RosterRow", "{sheet}: headings in row {row}").format(
            sheet=sheet.name, row=headings.row + 1
        )
    ]
    for text, columns in (
        (QCoreApplication.translate("RosterRow", "not imported by design: {columns}"), headings.forbidden),
        (QCoreApplication.translate("RosterRow", "not known, left out: {columns}"), headings.unknown),
    ):
        titles = "、".join(headings.titles[at] for at in columns)
        if titles:
            parts.append(text.format(columns=titles))
    return " · ".join(parts)
