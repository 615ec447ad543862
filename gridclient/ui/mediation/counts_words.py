"""Figures of mediation in words: the lines of the page, and its two sheets for a printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gridclient.actions.case_counts import CODES, OTHERS, By, Count, CountedLine, OwnCounts, YearOfCases
from gridclient.ui.export.export_words import moment_of
from gridclient.ui.households.value_words import date_words
from gridclient.ui.words import language, words
from gridcore.codes.mediation import CASE_OUTCOME, CASE_SOURCE, DISPUTE_TYPE
from gridcore.fields import Label, label
from gridcore.papers.sheet import Sheet

_TITLE = label("CaseCounts", "Figures of mediation")
_LEDGER = label("CaseCounts", "Ledger of mediation cases")
_BY = {
    By.TYPE: label("CaseCounts", "Type of dispute"),
    By.RESULT: label("CaseCounts", "How it came out"),
    By.SOURCE: label("CaseCounts", "Source"),
    By.AMOUNT: label("CaseCounts", "Agreed amount"),
    By.QUARTER: label("CaseCounts", "Quarter"),
    By.MONTH: label("CaseCounts", "Month"),
}
_ALL = label("CaseCounts", "All that ended")
_NOT_SAID = label("CaseCounts", "Not said")
_REST = label("CaseCounts", "The rest together")
_FEW = label("CaseCounts", "fewer than five")
_OF_MONTH = label("CaseCounts", "{month}/{year}")
_OF_QUARTER = label("CaseCounts", "quarter {quarter} of {year}")
_AS_OF = label("CaseCounts", "As of {when}, printed by {who}; no name and no place is on it.")
_AGREED = label("CaseCounts", "agreed")
_NUMBER = label("CaseCounts", "No.")
_APPLIED = label("CaseCounts", "Applied on")
_CLOSED = label("CaseCounts", "Closed on")
_CASES = label("CaseCounts", "Cases")
_YUAN = label("CaseCounts", "Agreed in yuan")
_BY_WHAT = label("CaseCounts", "Counted by")
_WHAT = label("CaseCounts", "Which")
_TIMES = frozenset({By.MONTH, By.QUARTER})


@dataclass(frozen=True)
class CounterLine:
    """One counter: by what, which, how many cases, and what was agreed; `count` where its cases are here."""

    key: str
    group: str
    what: str
    cases: str
    amount: str
    count: Count | None = None


def headings() -> tuple[str, str, str, str]:
    """Of the counters."""
    return words(_BY_WHAT), words(_WHAT), words(_CASES), words(_YUAN)


def code_words(by: By, code: str) -> str:
    """What a counter counts: a code of its list, a month or a quarter."""
    if code == OTHERS:
        return words(_REST)
    if not code:
        return words(_NOT_SAID)
    if by is By.MONTH:
        return words(_OF_MONTH).format(year=code[:4], month=int(code[5:7]))
    if by is By.QUARTER:
        return words(_OF_QUARTER).format(year=code[:4], quarter=code[-1])
    return CODES[by].text(code, language())


def own_lines(found: OwnCounts, *, with_times: bool) -> list[CounterLine]:
    """The counters of the own cases; without times where the period is a single month."""
    lines = [CounterLine("", words(_ALL), "", str(len(found.lines)), _yuan(found.amount))]
    for by, title in _BY.items():
        if by in _TIMES and not with_times:
            continue
        for at, each in enumerate(found.tables[by]):
            what, group = code_words(by, each.code), words(title) if at == 0 else ""
            told = str(len(each.cases)), _yuan(each.amount)
            lines.append(CounterLine(f"{by}/{each.code}", group, what, *told, each))
    return lines


def year_lines(year: YearOfCases) -> list[CounterLine]:
    """The figures of somebody who sees no case."""
    lines = [CounterLine("", words(_ALL), "", figure_words(year.ended), _yuan(year.amount or 0))]
    for by, title in _BY.items():
        group = words(title)
        for code, count in _in_order(by, year.tables.get(by, {})):
            lines.append(CounterLine(f"{by}/{code}", group, code_words(by, code), str(count), ""))
            group = ""
    return lines


def figure_words(count: int | None) -> str:
    """A figure, or that it is too small to be told."""
    return words(_FEW) if count is None else str(count)


def _in_order(by: By, table: dict[str, int]) -> Iterator[tuple[str, int]]:
    order = [each.code for each in CODES[by]] if by in CODES else sorted(table.keys() - {OTHERS})
    for code in (*order, "", OTHERS):
        if code in table:
            yield code, table[code]


def _yuan(amount: int) -> str:
    return f"{amount:,}" if amount else ""


def counters_sheet(lines: Sequence[CounterLine], period: str, who: str, when: datetime) -> Sheet:
    """The counters on paper."""
    rows, group = [], ""
    for each in lines:
        group = each.group or group
        rows.append((group, each.what, each.cases, each.amount))
    return Sheet(words(_TITLE), _notes(period, who, when), headings(), (12, 16, 8, 10), tuple(rows))


def cases_sheet(lines: Sequence[CountedLine], period: str, who: str, when: datetime) -> Sheet:
    """The ledger on paper: codes and days alone, each page with its sums."""
    rows = [(str(at), *case_words(each)) for at, each in enumerate(lines, start=1)]
    return Sheet(
        title=words(_LEDGER),
        notes=_notes(period, who, when),
        headings=tuple(words(each) for each in _LEDGER_HEADINGS),
        widths=(4, 12, 12, 10, 10, 10),
        rows=tuple(rows),
        sums={words(_AGREED): [int(each.counted.outcome.startswith("agreed")) for each in lines]},
    )


_LEDGER_HEADINGS: tuple[Label, ...] = (
    *(_NUMBER, _BY[By.TYPE], _BY[By.SOURCE], _BY[By.RESULT]),
    *(_APPLIED, _CLOSED),
)


def case_words(line: CountedLine) -> tuple[str, str, str, str, str]:
    """Type, source, result, application and closing of a case."""
    held = line.counted
    return (
        DISPUTE_TYPE.text(held.dispute_type, language()),
        CASE_SOURCE.text(held.source, language()),
        CASE_OUTCOME.text(held.outcome, language()),
        date_words(held.applied_on) if held.applied_on else "",
        date_words(held.ended_on) if held.ended_on else "",
    )


def _notes(period: str, who: str, when: datetime) -> tuple[str, ...]:
    return period, words(_AS_OF).format(when=moment_of(when), who=who)
