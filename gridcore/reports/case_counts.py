"""Counters over mediation cases: what ended in a period, by type, result, source, amount and time.

A counter lists the cases that it counts, for their mediators. Who may not see the cases gets figures of a
year in which nothing small stands: no count below five, and nothing from which one can be worked out.
"""

import calendar
import datetime
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from gridcore.case_contents import CaseContents
from gridcore.codes import CodeList
from gridcore.codes.case_counts import AMOUNT_BAND
from gridcore.codes.mediation import CASE_OUTCOME, CASE_SOURCE, DISPUTE_TYPE
from gridcore.fields import Values
from gridcore.periods import Span
from gridcore.roles import Role
from gridcore.shapes import text_of
from gridcore.workflows import mediation

COUNTED_KINDS = ("mediation_case", "agreement")
"""The kinds of record that a counter looks at."""
COUNTS_FOR = frozenset({Role.SUPERVISOR})
"""Who may ask for the figures of a community without seeing its cases."""
FEWEST = 5
"""A smaller count tells single people apart (docs/security.md)."""
OTHERS = "others"
"""What is told together, since some of it is small."""
_ENDED = frozenset({mediation.CLOSED, mediation.ARCHIVED})
_CAME_OUT = _ENDED | {
    *(mediation.NOT_ACCEPTED, mediation.WITHDRAWN, mediation.TERMINATED),
    *(mediation.AGREED_WRITTEN, mediation.AGREED_ORAL),
    *(mediation.PERFORMED, mediation.PARTLY_PERFORMED, mediation.BREACHED),
    *(mediation.RETURN_VISITED, mediation.CLOSING_SUBMITTED),
}
_AGREED = frozenset({mediation.AGREED_WRITTEN, mediation.AGREED_ORAL})
_BANDS = ((1, "none"), (1_000, "to_1k"), (10_000, "to_10k"), (50_000, "to_50k"), (200_000, "to_200k"))


class By(enum.StrEnum):
    """By what cases are counted."""

    TYPE = "type"
    RESULT = "result"
    SOURCE = "source"
    AMOUNT = "amount"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class CountedCase:
    """What of a case is counted; `ended_on` is empty while it goes on, `outcome` while nothing is settled."""

    record: str
    dispute_type: str
    source: str
    outcome: str
    amount: int
    applied_on: str
    ended_on: str


@dataclass(frozen=True)
class Count:
    """The cases with one code, and what was agreed in them in yuan; the code is empty where none was said."""

    code: str
    cases: tuple[str, ...]
    amount: int


class YearOfCases(msgspec.Struct, frozen=True):
    """The figures of a year for somebody who sees no case: None where telling one would tell on few people.

    `open` are the cases that go on now. `tables` by what is counted, and by code; `OTHERS` is the rest.
    """

    year: int
    ended: int | None
    open: int | None
    amount: int | None
    tables: dict[str, dict[str, int]] = {}


def counted(record: str, file: CaseContents) -> CountedCase:
    """A case as the counters see it."""
    case, outcome = file.case, came_out(file.case)
    agreed = (file.agreement or {}).get("amount") if outcome in _AGREED else None
    return CountedCase(
        record,
        text_of(case, "dispute_type"),
        text_of(case, "source"),
        outcome,
        agreed if isinstance(agreed, int) else 0,
        text_of(case, "applied_on"),
        _ended_on(file) if text_of(case, "progress") in _ENDED else "",
    )


def came_out(case: Values) -> str:
    """How a case came out, a code of `CASE_OUTCOME`; empty while it goes on, also when opened again."""
    return text_of(case, "outcome") if text_of(case, "progress") in _CAME_OUT else ""


def _ended_on(file: CaseContents) -> str:
    """The day of its closing; where an older program wrote none down, the last day that is known of it."""
    case = file.case
    known = (
        *(text_of(case, "closed_on"), text_of(case, "filed_on"), text_of(file.agreement or {}, "agreed_on")),
        *(text_of(case, "accepted_on"), text_of(case, "applied_on")),
    )
    return next((each for each in known if each), "")


def ended_in(cases: Iterable[CountedCase], span: Span) -> list[CountedCase]:
    """The cases that were closed, or went to the archive, in a period."""
    since = span.since.isoformat() if span.since is not None else ""
    until = span.until.isoformat() if span.until is not None else "9"
    return [each for each in cases if each.ended_on and since <= each.ended_on <= until]


def months_of(year: int, *, quarter: int = 0, month: int = 0) -> Span:
    """A year, one of its quarters or one of its months."""
    first = month or (3 * quarter - 2 if quarter else 1)
    last = month or (3 * quarter if quarter else 12)
    ends = calendar.monthrange(year, last)[1]
    return Span(datetime.date(year, first, 1), datetime.date(year, last, ends))


def quarter_of(month: str) -> str:
    """The quarter of a month: 2026-Q1 of 2026-03."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def years_of(cases: Iterable[CountedCase], today: datetime.date) -> tuple[int, ...]:
    """The years in which cases ended, and the present one; the newest first."""
    return tuple(
        sorted({today.year, *(int(each.ended_on[:4]) for each in cases if each.ended_on)}, reverse=True)
    )


def band_of(amount: int) -> str:
    """The band of an agreed amount, a code of `AMOUNT_BAND`."""
    return next((code for below, code in _BANDS if amount < below), "more")


_CODE: Mapping[By, Callable[[CountedCase], str]] = {
    By.TYPE: lambda each: each.dispute_type,
    By.RESULT: lambda each: each.outcome,
    By.SOURCE: lambda each: each.source,
    By.AMOUNT: lambda each: band_of(each.amount),
    By.MONTH: lambda each: each.ended_on[:7],
    By.QUARTER: lambda each: quarter_of(each.ended_on),
}
CODES: Mapping[By, CodeList] = {
    By.TYPE: DISPUTE_TYPE,
    By.RESULT: CASE_OUTCOME,
    By.SOURCE: CASE_SOURCE,
    By.AMOUNT: AMOUNT_BAND,
}
"""The words of the counters that are not of a time."""


def counts(cases: Sequence[CountedCase], by: By) -> tuple[Count, ...]:
    """Ended cases by code, those of an official list in its order; a code without a case is not told."""
    found: dict[str, list[CountedCase]] = {}
    for each in cases:
        found.setdefault(_CODE[by](each), []).append(each)
    order = [each.code for each in CODES[by]] if by in CODES else sorted(found)
    known = [code for code in order if code in found] + sorted(found.keys() - {*order})
    return tuple(
        Count(code, tuple(one.record for one in found[code]), sum(one.amount for one in found[code]))
        for code in known
    )


def no_small_ones(told: Mapping[str, int]) -> dict[str, int]:
    """Figures of which none is below `FEWEST`: small ones are told together, if need be with the next ones.

    Empty where all of it together is small. All figures, the rest included, are of different people and add
    up to the whole, so nothing smaller can be worked out from them.
    """
    if sum(told.values()) < FEWEST:
        return {}
    shown = {code: count for code, count in told.items() if count >= FEWEST}
    rest = sum(count for count in told.values() if count < FEWEST)
    while 0 < rest < FEWEST:
        rest += shown.pop(min(shown, key=lambda each: (shown[each], each)))
    return shown | ({OTHERS: rest} if rest else {})


def of_year(cases: Sequence[CountedCase], year: int) -> YearOfCases:
    """The figures of a year without a case. No months: with the quarters, small ones could be worked out."""
    ended = ended_in(cases, months_of(year))
    agreed = [each.amount for each in ended if each.amount]
    tables = {
        by.value: no_small_ones({each.code: len(each.cases) for each in counts(ended, by)})
        for by in (By.TYPE, By.RESULT, By.SOURCE, By.AMOUNT, By.QUARTER)
    }
    return YearOfCases(
        year,
        _big(len(ended)),
        _big(sum(not each.ended_on for each in cases)),
        sum(agreed) if len(agreed) >= FEWEST else None,
        {by: table for by, table in tables.items() if table},
    )


def _big(count: int) -> int | None:
    return count if count == 0 or count >= FEWEST else None
