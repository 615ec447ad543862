"""A real PostgreSQL for the server's tests: one cluster a run, one database a module."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gridserver.app import build_app
from gridserver.db.blob_store import DiskStore
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import Database, open_database
from gridserver.db.keys import create_keys
from gridserver.db.migrations import upgrade
from gridserver.installation import Installation, with_keys
from tests.fakes.loopback import serving
from tests.server.field import NOW, settle


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedPostgres]:
    """Shared by the workers of one run: the first starts it, the last stops it and takes it away."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"gridserver-tests-{run}"
    postgres = EmbeddedPostgres(folder, durable=False)
    postgres.start()
    yield postgres
    if postgres.stop():
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(cluster: EmbeddedPostgres) -> str:
    """A database with all tables, which the others are copied from."""
    name = f"template_{os.getpid()}"
    cluster.ensure_database(name)
    database = open_database(cluster.dsn(name))
    upgrade(database)
    database.close()
    return name


@pytest.fixture(scope="module")
def dsn(cluster: EmbeddedPostgres, template: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of this module's own."""
    name = f"{request.module.__name__.rpartition('.')[2]}_{os.getpid()}"[-60:]
    cluster.ensure_database(name, template=template)
    yield cluster.dsn(name)
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="module")
def database(dsn: str) -> Iterator[Database]:
    """A pool of connections to the module's database."""
    opened = open_database(dsn)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def field(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A small community with its people, on the module's database."""
    keys = create_keys(tmp_path_factory.mktemp("keys") / "server.keys")
    blobs = DiskStore(tmp_path_factory.mktemp("blobs"))
    installation = with_keys(database, keys, clock=lambda: NOW, blobs=blobs)
    settle(installation)
    return installation


@pytest.fixture(scope="module")
def address(field: Installation) -> Iterator[str]:
    """Where the small community's server answers."""
    with serving(build_app(field)) as served:
        yield served
