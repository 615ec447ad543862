"""The ledger of visits (走访台账): a view of all that were recorded, read in pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridclient.db import ledgers as kept
from gridclient.db.key_people import version
from gridclient.db.ledgers import VisitCounts, VisitEntry, VisitWish
from gridclient.db.threads import Connection, Database
from gridcore.export.ledgers import reads_all_visits
from gridcore.ids import RecordId
from gridcore.roles import Role

__all__ = ["VisitCounts", "VisitEntry", "VisitLedger", "VisitWish"]


_NEAR = 1_000
"""So far down the first visits are read by themselves: nobody waits for all of them to be named."""


@dataclass
class _Read:
    """What a wish left at one version of the store: pages are cut from it."""

    version: int
    wish: VisitWish
    counts: VisitCounts
    visits: Sequence[RecordId] | None = None
    """All of them, once somebody goes far down."""


class VisitLedger:
    """Reads the ledger; what was read serves again while nothing has changed.

    Who neither leads nor supervises has the own visits in it, whatever is asked.
    """

    def __init__(self, database: Database, *, worker: str, roles: frozenset[Role]) -> None:
        self._database, self._worker = database, worker
        self.has_colleagues = reads_all_visits(roles)
        self._read: _Read | None = None

    async def page(self, wish: VisitWish, offset: int, limit: int) -> tuple[Sequence[VisitEntry], int]:
        """Entries `offset` to `offset + limit`, and how many there are."""

        def read(connection: Connection) -> tuple[Sequence[VisitEntry], int]:
            known = self._at(connection, wish)
            if known.visits is None and offset + limit > _NEAR:
                known.visits = kept.visit_ids(connection, known.wish)
            visits = known.visits
            if visits is None:
                visits = kept.visit_ids(connection, known.wish, offset + limit)
            return kept.visit_entries(connection, visits[offset : offset + limit]), known.counts.visits

        return await self._database.read(read)

    async def counts(self, wish: VisitWish) -> VisitCounts:
        """What is wished for, counted."""
        return await self._database.read(lambda connection: self._at(connection, wish).counts)

    async def workers(self) -> Sequence[str]:
        """Whose visits can be chosen: nobody else's where the ledger holds the own alone."""
        return await self._database.read(kept.workers) if self.has_colleagues else []

    def _at(self, connection: Connection, wish: VisitWish) -> _Read:
        if not self.has_colleagues:
            wish = replace(wish, worker=self._worker)
        now, known = version(connection), self._read
        if known is None or (known.version, known.wish) != (now, wish):
            known = self._read = _Read(now, wish, kept.visit_counts(connection, wish))
        return known
