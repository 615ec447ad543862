"""Figures of mediation: of the own cases with the cases behind each, of the community without a case."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from urllib.parse import quote

import msgspec

from gridclient.actions.mediation import contents_of
from gridclient.db.mediation import CaseRecords, cases
from gridclient.db.settings import Setting, get_setting, set_setting
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridclient.sync.asking import first_line
from gridclient.sync.transport import Call, Transport
from gridcore.fields import Values
from gridcore.ids import CommunityId, RecordId
from gridcore.json_faults import JSON_FAULTS
from gridcore.periods import Span
from gridcore.reports.case_counts import (
    CODES,
    COUNTS_FOR,
    OTHERS,
    By,
    Count,
    CountedCase,
    YearOfCases,
    counted,
    counts,
    ended_in,
    months_of,
    years_of,
)
from gridcore.roles import Role
from gridcore.wire.case_counts import decode_year

__all__ = [
    "CODES",
    "OTHERS",
    "By",
    "CaseCounts",
    "Count",
    "CountedLine",
    "Figures",
    "OwnCounts",
    "Span",
    "YearOfCases",
    "months_of",
]

_YEARS_BACK = 5


@dataclass(frozen=True)
class CountedLine:
    """A case in the ledger."""

    record: RecordId
    values: Values
    counted: CountedCase


@dataclass(frozen=True)
class OwnCounts:
    """What ended in a period, each counter with its cases; `going_on` are the cases that have not ended."""

    lines: Sequence[CountedLine]
    tables: Mapping[By, Sequence[Count]]
    going_on: int

    @property
    def amount(self) -> int:
        """What was agreed in all, in yuan."""
        return sum(each.counted.amount for each in self.lines)

    def of(self, count: Count | None) -> Sequence[CountedLine]:
        """The cases that a counter counts; without one, all."""
        return self.lines if count is None else [each for each in self.lines if each.record in {*count.cases}]


class Figures(msgspec.Struct, frozen=True):
    """The figures of a year of the community, and when the server told them."""

    year: YearOfCases
    at: str


class CaseCounts:
    """Counts for who mediates; asks the server for who supervises, and remembers its last answer."""

    def __init__(
        self,
        database: Database,
        ports: Ports,
        community: CommunityId,
        transport: Callable[[], Awaitable[Transport]],
        roles: frozenset[Role],
    ) -> None:
        self._database, self._ports, self._community = database, ports, community
        self._transport = transport
        self.has_own = Role.MEDIATOR in roles
        self.may_ask = bool(COUNTS_FOR & roles)

    async def years(self, *, own: bool) -> tuple[int, ...]:
        """The years with own cases, or those that can be asked for of the community, the newest first."""
        today = self._ports.today()
        if not own:
            return tuple(range(today.year, today.year - _YEARS_BACK, -1))
        return years_of([each.counted for each in await self._lines()], today)

    async def own(self, span: Span) -> OwnCounts:
        """The user's own cases that ended in a period."""
        every = await self._lines()
        ended = ended_in([each.counted for each in every], span)
        of_span = {each.record for each in ended}
        lines = sorted(
            (each for each in every if each.record in of_span), key=lambda each: each.counted.ended_on
        )
        tables = {by: counts(ended, by) for by in By}
        return OwnCounts(lines, tables, sum(not each.counted.ended_on for each in every))

    async def kept(self, year: int) -> Figures | None:
        """What the server told last of a year; None where this laptop never asked."""

        def read(connection: Connection) -> str:
            return get_setting(connection, _setting(year))

        held = await self._database.read(read)
        try:
            return msgspec.json.decode(held, type=Figures) if held else None
        except JSON_FAULTS:
            return None

    async def ask(self, year: int) -> Figures:
        """Ask the server for a year of the community. Raises ProblemError where it cannot be asked."""
        transport = await self._transport()
        call = Call("GET", f"/counts/cases/{year}?community={quote(self._community)}")
        found = await asyncio.to_thread(first_line, transport, call, decode_year, Event())
        figures = Figures(found, self._ports.moment())
        kept = msgspec.json.encode(figures).decode()
        await self._database.write(lambda connection: set_setting(connection, _setting(year), kept))
        return figures

    async def _lines(self) -> Sequence[CountedLine]:
        return [_line(each) for each in await self._database.read(cases)]


def _line(found: CaseRecords) -> CountedLine:
    record = found.case.record
    return CountedLine(record, found.case.values, counted(record, contents_of(found)))


def _setting(year: int) -> Setting[str]:
    return Setting(f"case_counts/{year}", "")
