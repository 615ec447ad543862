"""A ledger in words: its cells on the screen, what its rows amount to, and the sheet for a printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QLocale

from gridclient.actions.export_rows import is_narrowed
from gridclient.actions.ledgers import VISITS, Column, ExportRow, ListAsked, VisitCounts, VisitWish
from gridclient.ui.export.export_words import ledger_words, moment_of
from gridclient.ui.households.value_words import date_words, value_words
from gridclient.ui.words import language, words
from gridcore.codes.visits import VISIT_KIND
from gridcore.export.ledgers import cell_text
from gridcore.fields import label
from gridcore.papers.sheet import Sheet

_PLAIN = frozenset({"resident.name", "household.address"})
"""What the people of a grid may read of their own grid without a tap; the rest keeps its mask."""
_WIDTHS = {
    "household.address": 11,
    "resident.name": 4,
    "resident.birth_date": 6,
    "resident.phone": 7,
    "household.phone": 7,
    "care_plan.level": 5,
    "care_plan.frequency": 4,
    "visit.kind": 6,
    "visit.way": 4,
    "visit.met": 4,
    "visit.follow_up": 6,
    "visit.worker": 4,
}
_PAPER_WIDTHS = {"household.address": 20, "visit.met": 6}
_MOST_KINDS = 5
"""So many are told in one line."""
_AS_OF = label("Ledger", "As of {when}, printed by {who}; personal data are partly hidden.")
_NUMBER = label("Ledger", "No. {number} on record")
_AT = label("Ledger", "at {households} households, {met} times somebody was met")
_FROM = label("Ledger", "from {day}")
_UNTIL = label("Ledger", "until {day}")
_NARROWED = label("Ledger", "narrowed by further filters")
_MET = label("Ledger", "met")
_PEOPLE = label("Ledger", "people")


def cell_words(column: Column, row: ExportRow) -> str:
    """A cell on the screen; nothing for an empty one."""
    value = row.values.get(column.key)
    if value in (None, "", []):
        return ""
    if column.is_personal and column.key not in _PLAIN and column.has_mask:
        return cell_text(column, value, language(), is_masked=True)
    return value_words(column.field, value)


def width_of(column: Column) -> int:
    """How many characters a column asks for."""
    return _WIDTHS.get(column.key, 8)


def summary_words(total: int, rows: str, counts: VisitCounts | None) -> str:
    """How many rows there are, and what they amount to; no count of one colleague against another."""
    shown = QLocale().toString
    told = [rows.replace(str(total), shown(total))]
    if counts is not None and counts.visits:
        told.append(words(_AT).format(households=shown(counts.households), met=shown(counts.met)))
        kinds = sorted(counts.by_kind.items(), key=lambda each: -each[1])
        most = [each for each in kinds if each[0]][:_MOST_KINDS]
        told += [f"{VISIT_KIND.text(kind, language())} {shown(count)}" for kind, count in most]
    return " · ".join(told)


def sheet_of(
    asked: ListAsked,
    columns: Sequence[Column],
    rows: Sequence[ExportRow],
    who: str,
    when: datetime,
    *,
    number: str,
) -> Sheet:
    """The ledger for a printer, masked; it says which days it is of, that it is narrowed, and its number."""
    ledger = asked.ledger
    told = [
        tuple(cell_text(column, row.values.get(column.key), language(), is_masked=True) for column in columns)
        for row in rows
    ]
    return Sheet(
        title=ledger_words(ledger),
        notes=tuple(
            each
            for each in (
                _span_words(asked),
                words(_NUMBER).format(number=number),
                words(_AS_OF).format(when=moment_of(when), who=who),
            )
            if each
        ),
        headings=tuple(words(each.label) for each in columns),
        widths=tuple(_PAPER_WIDTHS.get(each.key, 10) for each in columns),
        rows=tuple(told),
        sums=_sums(ledger, rows),
    )


def _span_words(asked: ListAsked) -> str:
    wish, told = asked.wish, []
    if isinstance(wish, VisitWish):
        told += [words(_FROM).format(day=date_words(wish.since))] if wish.since else []
        told += [words(_UNTIL).format(day=date_words(wish.until))] if wish.until else []
        wish = replace(wish, since="", until="")
    if wish is not None and (wish.text or is_narrowed(wish)):
        told.append(words(_NARROWED))
    return " · ".join(told)


def _sums(ledger: str, rows: Sequence[ExportRow]) -> Mapping[str, Sequence[int]]:
    if ledger == VISITS:
        return {words(_MET): [int(row.values.get("visit.met") is True) for row in rows]}
    return {words(_PEOPLE): [row.people for row in rows]}
