"""The server in a process that can be killed, and a line to PostgreSQL on which to choose when."""

import contextlib
import multiprocessing
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import uvicorn
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.engine import Connection

from gridserver.app import build_app
from gridserver.db import engine
from gridserver.db.engine import Database, open_database
from gridserver.db.keys import load_keys
from gridserver.installation import with_keys
from tests.server.field import NOW

_LATE_S = 0.3


def serve(dsn: str, keys: str, port: int, variant: str) -> None:
    """Serve until somebody ends it; `late` and `careless` plant the faults that R10 must find."""
    if variant == "late":
        setattr(Database, "write", _late)  # noqa: B010
    if variant == "careless":
        setattr(engine, "_prove_what_rested", lambda *_: None)  # noqa: B010
        setattr(PGDialect, "do_rollback", lambda *_: None)  # noqa: B010
    installation = with_keys(open_database(dsn), load_keys(Path(keys)), clock=lambda: NOW)
    uvicorn.run(build_app(installation), host="127.0.0.1", port=port, log_level="critical", lifespan="off")


@contextmanager
def _late(self: Database) -> Iterator[Connection]:
    """Answer first, commit a little later: quicker, and a receipt for nothing."""
    connection = self._engine.connect()
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    threading.Timer(_LATE_S, _committed, [connection]).start()


def _committed(connection: Connection) -> None:
    with connection:
        connection.commit()


class ServerProcess:
    """One process after the other, always on the same port; they begin ready-made, which is quick."""

    variant = ""

    def __init__(self, keys: Path) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.proofs.served"])
        self._keys = keys
        self._process: ForkServerProcess | None = None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port = int(probe.getsockname()[1])

    @property
    def url(self) -> str:
        """Where it answers while it runs."""
        return f"http://127.0.0.1:{self._port}"

    def start(self, dsn: str) -> None:
        """Begin, and return when somebody answers."""
        process = self._context.Process(
            target=serve, args=(dsn, str(self._keys), self._port, self.variant), daemon=True
        )
        process.start()
        self._process = process
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port)):
                return
            time.sleep(0.02)
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()

    def was_killed(self) -> bool:
        """Whether it is gone, and did not go by itself."""
        assert self._process is not None
        self._process.join(1)
        return self._process.exitcode == -signal.SIGKILL

    def wait(self) -> None:
        """End it, and return when it is gone."""
        self.kill()
        if self._process is not None:
            self._process.join()


class Statements:
    """Stands between the server and PostgreSQL, and does something at the n-th word of the server."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.said = 0
        self.commits: list[int] = []
        self._at, self._is_after, self._act = 0, False, _nothing
        self._guard = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, at: int, act: Callable[[], None], *, after: bool) -> None:
        """From now on count; at this word act before PostgreSQL hears it, or after it answered it."""
        with self._guard:
            self.said, self.commits = 0, []
            self._at, self._is_after, self._act = at, after, act

    def close(self) -> None:
        """No more connections."""
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                server, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(server,), daemon=True).start()

    def _serve(self, server: socket.socket) -> None:
        with (
            server,
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.to_port), timeout=10) as postgres,
        ):
            postgres.settimeout(None)
            fatal = threading.Event()
            threading.Thread(target=self._back, args=(postgres, server, fatal), daemon=True).start()
            while piece := server.recv(65_536):
                act = self._due(piece)
                if act is not None and not self._is_after:
                    act()
                    break
                if act is not None:
                    self._act_after = act
                    fatal.set()
                postgres.sendall(piece)
            postgres.shutdown(socket.SHUT_RDWR)  # closing alone says nothing while another thread reads

    def _back(self, postgres: socket.socket, server: socket.socket, fatal: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := postgres.recv(65_536):
                if fatal.is_set():
                    self._act_after()
                    break
                server.sendall(piece)
        for each in (server, postgres):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _due(self, piece: bytes) -> Callable[[], None] | None:
        with self._guard:
            self.said += 1
            if b"COMMIT" in piece:
                self.commits.append(self.said)
            return self._act if self.said == self._at else None


def _nothing() -> None:
    return
