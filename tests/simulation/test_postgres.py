"""Two hundred histories with the real server on PostgreSQL, with requests that meet there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import psycopg
import pytest
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridcore.sync.restored import NO_PAST
from gridserver.actions import decide, take_edits
from gridserver.actions.found_community import found_community
from gridserver.db import counter
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import open_database
from gridserver.db.keys import ServerKeys, create_keys
from gridserver.installation import Installation, with_keys
from tests.server.conftest import cluster, template
from tests.server.field import NOW
from tests.simulation.abroad import AWAY
from tests.simulation.abroad_postgres import PostgresNeighbour
from tests.simulation.burning import BurningPostgres
from tests.simulation.history import History, drawn, told
from tests.simulation.laptop import Laptop
from tests.simulation.office import new_store, settle
from tests.simulation.planting import patched
from tests.simulation.postgres import PostgresOffice, SeenServer, play_on_postgres

__all__ = ["cluster", "template"]

HISTORIES = 200
BURNING, BURNING_LONG = 5, 60
FOUND_BY = 75
"""The seed that found numbers which are taken first: it is looked at before all others."""
_AT_ONCE = 20


@dataclass
class Beginning:
    """An office after its first sync, whose database is copied for each history."""

    cluster: EmbeddedPostgres
    keys: ServerKeys
    database: str
    office: PostgresOffice

    @contextmanager
    def office_for(self, history: History) -> Iterator[PostgresOffice]:
        """An office of the history's people."""
        name = f"{self.database}_{history.seed}"
        with _installation(self.cluster, self.keys, name, self.database) as installation:
            server = self.office.server
            assert isinstance(server, SeenServer)
            office = self._settled(history, server.over(installation))
            assert office.server.seq > 0, "the pool has met the database before anybody stands still in it"
            yield office

    @contextmanager
    def burning_office_for(self, history: History) -> Iterator[PostgresOffice]:
        """The same with a database that may burn."""
        server = self.office.server
        assert isinstance(server, SeenServer)
        office = self._settled(history, server)
        name = f"{self.database}_{history.seed}"
        burning = BurningPostgres(self.cluster, self.keys, name, self.database, office)
        try:
            yield office
        finally:
            burning.close()

    def _settled(self, history: History, server: SeenServer) -> PostgresOffice:
        office = PostgresOffice(server, saved=dict(self.office.saved))
        office.words = self.office.words
        office.abroad.side = PostgresNeighbour(office, lambda: _seen(office).installation)
        for place in history.members:
            kept = self.office.clients[place]
            laptop = Laptop(kept.replica, kept.store.copied(), str(history.seed))
            laptop.saved, laptop.ticks = list(kept.saved), kept.ticks
            laptop.hear()
            office.clients.append(laptop)
        return office


def _seen(office: PostgresOffice) -> SeenServer:
    server = office.server
    assert isinstance(server, SeenServer)
    return server


@contextmanager
def _installation(
    cluster: EmbeddedPostgres, keys: ServerKeys, name: str, template: str
) -> Iterator[Installation]:
    cluster.ensure_database(name, template=template)
    database = open_database(cluster.dsn(name))
    try:
        yield with_keys(database, keys, clock=lambda: NOW)
    finally:
        database.close()
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="module")
def beginning(
    cluster: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Beginning]:
    keys = create_keys(tmp_path_factory.mktemp("keys") / "server.keys")
    name = f"office_{template}"
    cluster.ensure_database(name, template=template)
    database = open_database(cluster.dsn(name))
    office = PostgresOffice(SeenServer(with_keys(database, keys, clock=lambda: NOW)))
    settle(office, new_store().copied)
    found_community(_seen(office).installation, AWAY, "the other one", by="console")
    database.close()  # nobody copies a database that is in use
    with patched(decide, "_MOST_SKIPPED", 1):  # without chance, so that a seed is one history
        yield Beginning(cluster, keys, name, office)
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def what_is_wrong(beginning: Beginning, seed: int, *, burns: bool = False) -> str:
    history = drawn(seed)
    office_for = beginning.burning_office_for if burns else beginning.office_for
    try:
        with office_for(history) as office:
            play_on_postgres(office, history)
    except (AssertionError, LookupError) as error:
        return f"{told(history)}\n{type(error).__name__}: {error}"
    return ""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(0, HISTORIES, _AT_ONCE))
def test_no_history_goes_wrong_with_the_real_server(beginning: Beginning, first: int) -> None:
    found = [what_is_wrong(beginning, seed) for seed in range(first, first + _AT_ONCE)]
    assert not "\n\n".join(each for each in found if each)


def burning(count: int) -> list[int]:
    """The first histories in which the server burns, and somebody syncs after that."""
    names = ((seed, [each.do for each in drawn(seed).actions]) for seed in range(1_000))
    found = (seed for seed, told in names if "server burns" in told[3:] and "begin journal" not in told)
    return [*islice(found, count)]


@pytest.mark.timeout(600)
def test_no_history_goes_wrong_in_which_the_real_server_burns(beginning: Beginning) -> None:
    found = [what_is_wrong(beginning, seed, burns=True) for seed in burning(BURNING)]
    assert not "\n\n".join(each for each in found if each)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_no_history_of_many_goes_wrong_in_which_the_real_server_burns(beginning: Beginning) -> None:
    found = [what_is_wrong(beginning, seed, burns=True) for seed in burning(BURNING_LONG)[BURNING:]]
    assert not "\n\n".join(each for each in found if each)


@pytest.mark.timeout(600)
def test_a_real_server_that_forgets_what_was_lost_is_found(beginning: Beginning) -> None:
    with patched(take_edits, "past_of", lambda *told: NO_PAST):
        assert any(what_is_wrong(beginning, seed, burns=True) for seed in burning(100))


@pytest.mark.timeout(600)
def test_a_number_that_is_taken_first_and_written_later_is_found(beginning: Beginning) -> None:
    def draw_early(connection: Connection, community: CommunityId, count: int) -> int:
        """Numbers are out before the rows that they belong to: what a sequence would do."""
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        with psycopg.connect(raw.info.dsn, password=raw.info.password) as other:
            row = other.execute(
                b"UPDATE counter SET seq = seq + %s WHERE community_id = %s RETURNING seq", (count, community)
            ).fetchone()
        assert row is not None
        return int(row[0]) - count + 1

    with patched(counter, "draw", draw_early):
        assert any(what_is_wrong(beginning, seed) for seed in (FOUND_BY, *range(500)))
