"""A real database that burns in a history: copied while nobody uses it, put back as `pg_restore` does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from gridcore.ids import ReplicaId, ScopeId
from gridserver.actions.give_differences import give_differences
from gridserver.actions.restored import begin_anew
from gridserver.db import counter
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import open_database
from gridserver.db.keys import ServerKeys
from gridserver.installation import Installation, with_keys
from tests.core.sync_whole import Hung
from tests.fakes.memory_log import Entry
from tests.fakes.memory_server import COMMUNITY
from tests.server.field import NOW
from tests.server.test_contract import drop
from tests.simulation.abroad import Kept
from tests.simulation.postgres import PostgresOffice, SeenServer


@dataclass(frozen=True)
class Copied:
    """A copy of the database, with what was known of its log then."""

    database: str
    entries: list[Entry]
    log: dict[ReplicaId, dict[int, Entry]]
    hung: Hung
    away: Kept


@dataclass
class BurningPostgres:
    """The database of one history; the one that all histories begin with is the first backup."""

    cluster: EmbeddedPostgres
    keys: ServerKeys
    name: str
    first: str
    office: PostgresOffice
    kept: list[Copied] = field(default_factory=list)
    restores: int = 0

    def __post_init__(self) -> None:
        """Open it."""
        self.cluster.ensure_database(self.name, template=self.first)
        server = self.server.over(self._opened())
        self.office.server, self.office.of_postgres = server, self
        server.look()
        self.kept.append(self._copy(self.first))

    @property
    def server(self) -> SeenServer:
        """The server over it."""
        found = self.office.server
        assert isinstance(found, SeenServer)
        return found

    def back_up(self) -> None:
        """Copy it to another place; a second copy takes the place of the first."""
        database = f"{self.name}_kept"
        self.server.stop()
        drop(self.cluster, database)
        self.cluster.ensure_database(database, template=self.name)
        self._start()
        self.kept = [self.kept[0], self._copy(database)]

    def put_back(self, pick: int) -> None:
        """One of the copies takes its place, and the server is told."""
        kept = self.kept[pick % len(self.kept)]
        self.server.stop()
        drop(self.cluster, self.name)
        self.cluster.ensure_database(self.name, template=kept.database)
        self.restores += 1
        installation = self._start()
        begin_anew(installation, by="console")
        server, self.office.hung = self.server, dict(kept.hung)
        self.office.abroad.put_back(kept.away)
        server.entries = [*kept.entries]
        server.log = {replica: dict(kept.log.get(replica, {})) for replica in server.log}
        with installation.database.snapshot() as connection:
            reading = counter.read(connection, COMMUNITY)
        assert reading is not None
        server.lost_numbers = reading.lost
        server.look()

    def differences(self, replica: ReplicaId, scope: ScopeId, body: bytes) -> list[bytes] | None:
        """The answer to a laptop that compares a scope; None where it may not."""
        server = self.server
        return give_differences(server.installation, server.device(replica), COMMUNITY, scope, body)

    def close(self) -> None:
        """The history is over."""
        self.server.stop()
        drop(self.cluster, self.name, f"{self.name}_kept")

    def _opened(self) -> Installation:
        moment = NOW + timedelta(minutes=self.restores)
        return with_keys(open_database(self.cluster.dsn(self.name)), self.keys, clock=lambda: moment)

    def _start(self) -> Installation:
        installation = self._opened()
        self.server.start(installation)
        assert self.server.seq > 0, "the pool has met the database before anybody stands still in it"
        return installation

    def _copy(self, database: str) -> Copied:
        server = self.server
        log = {replica: dict(entries) for replica, entries in server.log.items()}
        away = self.office.abroad.backed_up()
        return Copied(database, [*server.entries], log, dict(self.office.hung), away)
