"""The other community on PostgreSQL: the real second transaction lets households arrive, or dies in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId
from gridcore.sync.edits import Set
from gridcore.sync.stored import Stored
from gridserver.actions import arrivals
from gridserver.actions.write_as_server import write_as_server
from gridserver.db import departures, records
from gridserver.db.records import Lock
from gridserver.installation import Installation
from tests.simulation.abroad import AWAY, BEFORE, BETWEEN, NOBODY_DIES
from tests.simulation.planting import patched

if TYPE_CHECKING:
    from tests.simulation.office import Office

_ALL = "SELECT id FROM record WHERE community_id = %s ORDER BY id"
_MADE = (
    "SELECT count(*) FROM edit_log WHERE community_id = %s AND record = %s AND \"do\" = 'create'"
    " AND author = 'arrived'"
)


class ServerDiedError(Exception):
    """The process that let a household arrive has ended."""


@dataclass
class PostgresNeighbour:
    """What people and the oracle see of it."""

    office: Office
    opened: Callable[[], Installation]

    @property
    def stored(self) -> Mapping[RecordId, Stored]:
        """Every record there."""
        installation = self.opened()
        with installation.database.snapshot() as connection:
            ids = connection.exec_driver_sql(_ALL, (AWAY,)).scalars().all()
            found = records.read(connection, installation.sealer, AWAY, ids, Lock.NONE)
        return {each.id: each for each in found}

    def times_made(self, record: RecordId) -> int:
        """How often the server said that there be a record."""
        with self.opened().database.snapshot() as connection:
            return int(connection.exec_driver_sql(_MADE, (AWAY, record)).scalar_one())

    def let_arrive(self) -> None:
        """Let arrive what is on its way, as a server does when it starts."""
        arrivals.let_arrive(self.opened())

    def change(self, record: RecordId, cell: str, value: Value) -> None:
        """Somebody there writes, in sight of what stands."""
        base = self.stored[record].version(cell)
        edit = Set(0, GroupId(f"yan-{value}"), record, cell, value, base)
        (verdict,) = write_as_server(self.opened(), AWAY, [edit], by="yan")
        assert verdict.code == "ok", verdict


@contextmanager
def dying(office: Office) -> Iterator[None]:
    """The server ends where the history says so: before the second transaction, or before that is noted."""
    take_in, arrived = arrivals.take_in, departures.arrived

    def die_at(place: int) -> None:
        if office.abroad.dies == place:
            office.abroad.dies = NOBODY_DIES
            raise ServerDiedError

    def taken(*told: Any) -> None:
        die_at(BEFORE)
        take_in(*told)

    def noted(*told: Any) -> None:
        die_at(BETWEEN)
        arrived(*told)

    with patched(arrivals, "take_in", taken), patched(departures, "arrived", noted):
        yield
