"""Ledgers (台账) are views of the records: rows by columns, what they amount to, liked columns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from gridclient.actions.export_rows import (
    HOUSEHOLDS,
    KEY_PEOPLE,
    VISITS,
    ExportRow,
    ListAsked,
    ListsHouseholds,
    ListsKeyPeople,
    row_of_household,
    row_of_person,
    row_of_visit,
)
from gridclient.actions.households import Chip, Wish
from gridclient.actions.key_people import CareWish, Filter
from gridclient.actions.visit_ledger import VisitCounts, VisitLedger, VisitWish
from gridclient.db.settings import Setting, get_setting, set_setting
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.export.ledgers import LEDGERS, Column

__all__ = [
    "HOUSEHOLDS",
    "KEY_PEOPLE",
    "MOST_PRINTED",
    "VISITS",
    "CareWish",
    "Chip",
    "Column",
    "ExportRow",
    "Filter",
    "LedgerPage",
    "Ledgers",
    "ListAsked",
    "VisitCounts",
    "VisitWish",
    "Wish",
]

MOST_PRINTED = 2_000
"""More rows than this nobody reads on paper: one narrows the list."""
_PAGE = 400
_HIDDEN_AT_FIRST = frozenset(
    {"visit.purpose", "visit.way", "visit.needs", "care_plan.helper", "care_plan.review_on", "household.tags"}
)


@dataclass(frozen=True)
class LedgerPage:
    """Some rows, and how many there are."""

    rows: Sequence[ExportRow]
    total: int
    filters: Mapping[Filter, int] = field(default_factory=dict)
    """Of the care ledger: how many each filter would leave."""


class Ledgers:
    """Reads ledgers for the window. Nothing sensitive has a column in any of them."""

    def __init__(
        self,
        database: Database,
        ports: Ports,
        *,
        households: ListsHouseholds,
        key_people: ListsKeyPeople,
        visits: VisitLedger,
    ) -> None:
        self._database, self._ports = database, ports
        self._households, self._key_people, self._visits = households, key_people, visits
        self.workers = visits.workers

    def columns(self, ledger: str) -> Sequence[Column]:
        """What can be seen of a ledger; whose visit it is only where it may be a colleague's."""
        shown = LEDGERS[ledger]
        return shown if self._visits.has_colleagues else [e for e in shown if e.key != "visit.worker"]

    async def page(self, asked: ListAsked, offset: int, limit: int) -> LedgerPage:
        """Rows `offset` to `offset + limit` of a ledger as one narrowed it."""
        today = self._ports.today()
        match asked.wish:
            case VisitWish() as wish:
                entries, total = await self._visits.page(wish, offset, limit)
                return LedgerPage([row_of_visit(each) for each in entries], total)
            case CareWish() as care:
                people = await self._key_people.page(care, today, offset, limit)
                rows = [row_of_person(each) for each in people.lines]
                return LedgerPage(rows, people.total, filters=people.counts)
            case homes:
                found = await self._households.page(homes or Wish(), today, offset, limit)
                return LedgerPage([row_of_household(each) for each in found.lines], found.total)

    async def counts(self, asked: ListAsked) -> VisitCounts | None:
        """What the visits of a ledger amount to; None for a ledger of others."""
        return await self._visits.counts(asked.wish) if isinstance(asked.wish, VisitWish) else None

    async def rows_to_print(self, asked: ListAsked) -> Sequence[ExportRow] | None:
        """Every row, once; None where there are more than anybody reads on paper."""
        found: dict[str, ExportRow] = {}
        offset, total = 0, 1
        while offset < total:
            page = await self.page(asked, offset, _PAGE)
            total = page.total
            if total > MOST_PRINTED:
                return None
            if not page.rows:
                break
            found.update((each.key, each) for each in page.rows if each.key not in found)
            offset += len(page.rows)
        return list(found.values())

    async def columns_shown(self, ledger: str) -> frozenset[str]:
        """The columns that the user likes to see."""

        def read(connection: Connection) -> str:
            return get_setting(connection, _setting(ledger))

        kept = await self._database.read(read)
        offered = {each.key for each in self.columns(ledger)}
        return frozenset(kept.split()) & offered or frozenset(offered - _HIDDEN_AT_FIRST)

    async def show_columns(self, ledger: str, keys: Collection[str]) -> None:
        """Remember them."""

        def write(connection: Connection) -> None:
            set_setting(connection, _setting(ledger), " ".join(sorted(keys)))

        await self._database.write(write)


def _setting(ledger: str) -> Setting[str]:
    return Setting(f"ledger_columns/{ledger}", "")
