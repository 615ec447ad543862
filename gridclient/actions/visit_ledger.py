"""The ledger of visits (走访台账): a view of all that were recorded, read in pages and counted apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridclient.db import ledgers as kept
from gridclient.db.ledgers import VisitCounts, VisitEntry, VisitWish
from gridclient.db.search_rows import SEARCHABLE
from gridclient.db.shown_changes import changes_since, version
from gridclient.db.threads import Connection, Database
from gridcore.export.ledgers import reads_all_visits
from gridcore.roles import Role

__all__ = ["VisitCounts", "VisitEntry", "VisitLedger", "VisitWish"]


_FOLLOWS_FROM = frozenset({"visit", "care_plan", *SEARCHABLE})
"""The kinds of records by which a wish leaves visits, or none."""


@dataclass
class _Read:
    """What a wish leaves at one version of the store, as far as it was asked for."""

    version: int
    wish: VisitWish
    total: int
    counts: VisitCounts | None = None


class VisitLedger:
    """Reads the ledger; what was read serves again while nothing has changed.

    Who neither leads nor supervises has the own visits in it, whatever is asked.
    """

    def __init__(self, database: Database, *, worker: str, roles: frozenset[Role]) -> None:
        self._database, self._worker = database, worker
        self.has_colleagues = reads_all_visits(roles)
        self._read: _Read | None = None
        self._known_workers: tuple[int, Sequence[str]] | None = None

    async def page(self, wish: VisitWish, offset: int, limit: int) -> tuple[Sequence[VisitEntry], int]:
        """Entries `offset` to `offset + limit`, and how many there are."""

        def read(connection: Connection) -> tuple[Sequence[VisitEntry], int]:
            known = self._at(connection, wish)
            visits = kept.visit_ids(connection, known.wish, known.total, offset, limit)
            return kept.visit_entries(connection, visits), known.total

        return await self._database.read(read)

    async def counts(self, wish: VisitWish) -> VisitCounts:
        """What is wished for, counted: that takes longer than a page."""

        def read(connection: Connection) -> VisitCounts:
            known = self._at(connection, wish)
            if known.counts is None:
                known.counts = kept.visit_counts(connection, known.wish)
            return known.counts

        return await self._database.read(read)

    async def workers(self) -> Sequence[str]:
        """Whose visits can be chosen: nobody else's where the ledger holds the own alone."""
        return await self._database.read(self._workers_at) if self.has_colleagues else []

    def _workers_at(self, connection: Connection) -> Sequence[str]:
        now = version(connection)
        if self._known_workers is None or self._known_workers[0] != now:
            self._known_workers = now, kept.workers(connection)
        return self._known_workers[1]

    def _at(self, connection: Connection, wish: VisitWish) -> _Read:
        if not self.has_colleagues:
            wish = replace(wish, worker=self._worker)
        now, known = version(connection), self._read
        if known is not None and known.wish == wish and known.version != now:
            changes = changes_since(connection, known.version)
            if changes is not None and changes.kinds.isdisjoint(_FOLLOWS_FROM):
                known.version = now
        if known is None or (known.version, known.wish) != (now, wish):
            known = self._read = _Read(now, wish, kept.visit_total(connection, wish))
        return known
