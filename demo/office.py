"""The demo's office: an embedded PostgreSQL, the server on loopback, the community, its users."""

import contextlib
import datetime
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import requests
from sqlalchemy import Connection

from demo.community import GRIDS, SEED, Community, NewRecord, StyleName, community, sub_district
from gridcore.ids import CommunityId, GroupId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridserver.actions.found_community import found_community
from gridserver.actions.write_as_server import write_as_server
from gridserver.collector import collect_seldom
from gridserver.config import Config
from gridserver.db import accounts, devices
from gridserver.db.accounts import AccountError, Validity
from gridserver.installation import Installation, open_installation

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""

WORKER, COLLEAGUE, SUPERVISOR = UserId("demo-worker"), UserId("demo-colleague"), UserId("demo-supervisor")
MEDIATOR, SPECIALIST = UserId("demo-mediator"), UserId("demo-specialist")
_BY: Final = "demo"
_PART = 2_000
_PATIENCE_S = 60


@dataclass(frozen=True)
class Staff:
    """Somebody with an account."""

    user: UserId
    name: str
    role: Role
    place: str


class OfficeError(Exception):
    """The office cannot be opened; the text says why."""


class Office:
    """Everything of the demo that is not a laptop. Its folder is kept, so that the next start is quick."""

    def __init__(
        self, folder: Path, *, style: StyleName = "2018", seed: int = SEED, today: datetime.date
    ) -> None:
        self.folder, self.style, self.seed, self.today = folder, style, seed, today
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._installation: Installation | None = None

    @property
    def url(self) -> str:
        """Where laptops reach the server."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def community(self) -> CommunityId:
        """The first community, in which the demo plays."""
        return CommunityId(str(self._notes()["community"]))

    @property
    def port(self) -> int:
        """The server's port, once the line was opened."""
        return self._port

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A look into the server's database, to check what a day left there."""
        return self._opened().database.snapshot()

    def prepare(self, progress: Progress) -> None:
        """Start PostgreSQL and, the first time, load the community and make the accounts."""
        self.folder.mkdir(parents=True, exist_ok=True)
        progress("Starting PostgreSQL", 0, 1)
        self._installation = open_installation(Config(data=self.folder / "server"))
        progress("Starting PostgreSQL", 1, 1)
        if self._loaded_as() != self._wanted():
            self._load(self._installation, progress)

    def enrolment_code(self, user: UserId) -> str:
        """A fresh one-time code for a user's laptop."""
        installation = self._opened()
        with installation.database.write() as connection:
            return devices.new_code(connection, user, by=_BY, now=installation.clock())

    def open_line(self) -> None:
        """Start the server and wait until it answers; on the same port as before."""
        self._port = self._port or _free_port()
        log = (self.folder / "server.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gridserver", "--data", str(self.folder / "server"), "serve"],
                env={**os.environ, "GRIDSERVER_PORT": str(self._port)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + _PATIENCE_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise OfficeError(f"the server did not start; its log is {self.folder / 'server.log'}")
            time.sleep(0.05)

    def cut_line(self) -> None:
        """Stop the server: from the laptops' side the network is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_PATIENCE_S)
            self._process = None

    def close(self) -> None:
        """Stop all that was started."""
        self.cut_line()
        if self._installation is not None:
            self._installation.close()
            self._installation = None

    def staff(self, made: Community) -> list[Staff]:
        """The people who have accounts."""
        grid = made.grids[0].code
        return [
            Staff(WORKER, made.workers[grid], Role.GRID_WORKER, grid),
            Staff(COLLEAGUE, "李同（演示）", Role.GRID_WORKER, grid),
            Staff(SUPERVISOR, "周敏（演示）", Role.SUPERVISOR, made.code),
            Staff(MEDIATOR, "何平（演示）", Role.MEDIATOR, made.code),
            Staff(SPECIALIST, "郑玲（演示）", Role.CARE_SPECIALIST, made.code),
        ]

    def _load(self, installation: Installation, progress: Progress) -> None:
        collect_seldom()
        progress("Making people who do not exist", 0, 1)
        made = self._communities()
        first = next(made)
        progress("Making people who do not exist", 1, 1)
        for number, each in enumerate(chain([first], made), start=1):
            self._load_community(installation, each, progress, f"{number}/{len(GRIDS[self.style])}")
        self._make_accounts(installation, first)
        notes = {"loaded": self._wanted(), "community": first.code}
        (self.folder / "office.json").write_text(json.dumps(notes), encoding="utf-8")

    def _communities(self) -> Iterator[Community]:
        """One after the other: 1.6 million people at once would take more memory than a laptop has."""
        if self.style == "2018":
            return iter([community(seed=self.seed, today=self.today)])
        return sub_district(self.style, self.seed, today=self.today)

    def _load_community(
        self, installation: Installation, made: Community, progress: Progress, which: str
    ) -> None:
        code = CommunityId(made.code)
        records = list(made.records())
        with contextlib.suppress(AccountError):  # an earlier start was broken off; what is there meets itself
            found_community(installation, code, made.name, by=_BY)
        done = 0
        for part in _parts(records):
            write_as_server(installation, code, list(_creations(part)), by=_BY)
            done += len(part)
            progress(f"Loading community {which}", done, len(records))

    def _make_accounts(self, installation: Installation, made: Community) -> None:
        now = installation.clock()
        code = CommunityId(made.code)
        for each in self.staff(made):
            with installation.database.write() as connection:
                if accounts.user_of(connection, each.user) is not None:
                    continue
                accounts.create_user(connection, each.user, code, each.name, by=_BY, now=now)
                given = Assignment(each.user, each.role, each.place)
                accounts.assign(connection, code, given, Validity(self.today), by=_BY, now=now)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/openapi.json", timeout=1).ok
        except requests.RequestException:
            return False

    def _opened(self) -> Installation:
        if self._installation is None:
            raise OfficeError("the office is closed")
        return self._installation

    def _wanted(self) -> str:
        return f"{self.style}/{self.seed}"

    def _loaded_as(self) -> str | None:
        found = self.folder / "office.json"
        return str(self._notes()["loaded"]) if found.exists() else None

    def _notes(self) -> dict[str, object]:
        found = json.loads((self.folder / "office.json").read_text(encoding="utf-8"))
        return dict(found)


def _parts(records: list[NewRecord]) -> Iterator[list[NewRecord]]:
    for start in range(0, len(records), _PART):
        yield records[start : start + _PART]


def _creations(records: Iterable[NewRecord]) -> Iterator[Create]:
    for each in records:
        yield Create(0, GroupId(each.id), each.id, each.kind, each.cells, scope=each.scope)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
