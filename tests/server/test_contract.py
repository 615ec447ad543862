"""The server on PostgreSQL keeps the same promises as the one in memory that the simulation uses."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest

from gridcore.ids import ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.actions.asked import decode_pushed
from gridserver.actions.found_community import add_grids, found_community
from gridserver.actions.give_changes import give_changes
from gridserver.actions.give_differences import give_differences
from gridserver.actions.restored import begin_anew
from gridserver.actions.take_edits import take_edits
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.db.devices import Device
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import open_database
from gridserver.db.keys import ServerKeys, create_keys
from gridserver.installation import Installation, with_keys
from tests.core.sync_contract import SyncContract
from tests.fakes.memory_server import COMMUNITY
from tests.server.field import NOW, TODAY

FIRST = date(2026, 1, 1)


class PostgresServer:
    """The actions behind the HTTP endpoint, for laptops that the tests know by their replica."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._devices: dict[ReplicaId, Device] = {}
        found_community(installation, COMMUNITY, "community-1", by="console")
        add_grids(installation, COMMUNITY, {"grid-1": "grid-1", "grid-2": "grid-2"}, by="console")
        with installation.database.write() as connection:
            connection.exec_driver_sql("UPDATE counter SET epoch = 'epoch-1'")

    def enrol(self, user: str, *roles: tuple[Role, str]) -> ReplicaId:
        """A laptop of a user, who gets these roles at these places."""
        replica = ReplicaId(f"{user}-{len(self._devices) + 1}")
        with self._installation.database.write() as connection:
            if accounts.user_of(connection, UserId(user)) is None:
                accounts.create_user(connection, UserId(user), COMMUNITY, user, by="console", now=NOW)
            code = devices.new_code(connection, UserId(user), by="console", now=NOW)
            key = replica.encode().ljust(32, b"-")
            device = devices.enrol(connection, code, key, "laptop", now=NOW)
        assert device is not None
        self._devices[replica] = device
        for role, place in roles:
            self.assign(user, role, place)
        return replica

    def assign(self, user: str, role: Role, place: str) -> None:
        """Give a user a role at a place."""
        given = Assignment(UserId(user), role, place)
        with self._installation.database.write() as connection:
            accounts.assign(connection, COMMUNITY, given, Validity(FIRST), by="console", now=NOW)

    def revoke(self, user: str, role: Role, place: str) -> None:
        """Take the role away again."""
        ended, last = Assignment(UserId(user), role, place), TODAY - timedelta(days=1)
        with self._installation.database.write() as connection:
            assert accounts.end_assignment(connection, COMMUNITY, ended, last, by="console", now=NOW)

    def answer(self, body: bytes) -> list[bytes]:
        """The lines of the answer to a request."""
        request, edits = decode_pushed(body)
        device = self._devices[request.replica]
        pushed = take_edits(self._installation, device, request, edits)
        answer = give_changes(self._installation, device, request, pushed)
        return b"".join(answer.pieces).splitlines(keepends=True)


class RestorablePostgres(PostgresServer):
    """The same with a copy of its database, which can be put back as `pg_restore` does."""

    def __init__(self, cluster: EmbeddedPostgres, name: str, keys: ServerKeys) -> None:
        self._cluster, self._name, self._keys, self._restores = cluster, name, keys, 0
        super().__init__(self._opened())

    def _opened(self) -> Installation:
        moment = NOW + timedelta(minutes=self._restores)
        return with_keys(open_database(self._cluster.dsn(self._name)), self._keys, clock=lambda: moment)

    def close(self) -> None:
        """Stop."""
        self._installation.database.close()

    def back_up(self) -> None:
        """Keep the database as it is."""
        self.close()  # nobody copies a database that is in use
        self._cluster.ensure_database(f"{self._name}_backup", template=self._name)
        self._installation = self._opened()

    def put_back(self) -> None:
        """Stop, restore what was kept, tell the server of it, and start."""
        self.close()
        drop(self._cluster, self._name)
        self._cluster.ensure_database(self._name, template=f"{self._name}_backup")
        self._restores += 1
        self._installation = self._opened()
        begin_anew(self._installation, by="console")

    def differences(self, replica: ReplicaId, scope: ScopeId, body: bytes) -> list[bytes] | None:
        """The lines of the answer to a laptop that compares a scope; None where it may not."""
        return give_differences(self._installation, self._devices[replica], COMMUNITY, scope, body)


def drop(cluster: EmbeddedPostgres, *names: str) -> None:
    """Take databases away."""
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        for name in names:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> ServerKeys:
    path: Path = tmp_path_factory.mktemp("keys") / "server.keys"
    return create_keys(path)


class TestPostgresServer(SyncContract):
    """Each test has a database of its own."""

    @pytest.fixture
    def server(
        self, cluster: EmbeddedPostgres, template: str, keys: ServerKeys
    ) -> Iterator[RestorablePostgres]:
        name = f"contract_{template}"
        cluster.ensure_database(name, template=template)
        found = RestorablePostgres(cluster, name, keys)
        try:
            yield found
        finally:
            found.close()
            drop(cluster, name, f"{name}_backup")
