"""Several processes of the server on one database, with the keys that they share."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from gridserver.db.engine import Database
from gridserver.db.keys import create_keys, load_keys
from gridserver.installation import Installation, with_keys
from tests.server.field import NOW, settle

_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "server.keys"
    create_keys(path)
    return path


@pytest.fixture(scope="module")
def field(database: Database, keys: Path) -> Installation:
    installation = with_keys(database, load_keys(keys), clock=lambda: NOW)
    settle(installation)
    return installation


@contextmanager
def started(dsn: str, keys: Path, ports: Sequence[int], variant: str) -> Iterator[list[str]]:
    """The addresses of server processes on one database, one for each port."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.server.order_server", dsn, str(keys), str(port), variant],
            cwd=_ROOT,
        )
        for port in ports
    ]
    try:
        yield [f"http://127.0.0.1:{wait_for(port)}" for port in ports]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> int:
    """The port, once somebody answers there."""
    for _ in range(600):
        try:
            requests.get(f"http://127.0.0.1:{port}/openapi.json", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return port
    raise TimeoutError(f"nothing answers on port {port}")
