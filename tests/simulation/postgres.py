"""The office with the real server: its actions on PostgreSQL, and requests of two workers that meet there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any

import psycopg

from gridcore.ids import RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Edit
from gridcore.sync.outcomes import Decided, Outcome
from gridcore.sync.restored import LostRange
from gridcore.sync.stored import RecordState, Stored
from gridcore.sync.verdicts import NOT_APPLIED, Verdict, VerdictCode
from gridcore.wire.messages import RecordLine, decode_request
from gridcore.wire.polls import OPENING
from gridserver.actions.asked import decode_asked
from gridserver.actions.give_news import give_news
from gridserver.db import accounts, counter, records
from gridserver.db.devices import Device
from gridserver.db.records import Lock
from gridserver.db.scopes import access_of, day_of
from gridserver.installation import Installation
from tests.fakes.memory_log import Entry
from tests.fakes.memory_server import COMMUNITY
from tests.server.field import NOW
from tests.server.test_contract import PostgresServer
from tests.simulation.abroad_postgres import dying
from tests.simulation.history import DOING, History
from tests.simulation.laptop import Laptop
from tests.simulation.office import Office
from tests.simulation.planting import patched

_LOGGED = (
    "SELECT replica, n, hash, record, cells, verdict, extra, seq, was FROM edit_log"
    " WHERE community_id = %s AND replica = ANY(%s)"
)
_LEFT = (
    "SELECT count(*) FROM left_scope WHERE community_id = %s AND record = %s AND scope = ANY(%s) AND seq > %s"
)
_BLOCKED = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class SeenServer(PostgresServer):
    """The real actions, and what the oracle wants to know of the tables behind them."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(installation)
        self.lost_numbers: Sequence[LostRange] = ()
        self.carried: dict[str, str] = {}
        self.users: dict[ReplicaId, UserId] = {}
        self.assignments: list[Assignment] = []
        self.entries: list[Entry] = []
        self.log: dict[ReplicaId, dict[int, Entry]] = {}
        self.sent: dict[tuple[ReplicaId, int], Edit] = {}
        self._stored: dict[RecordId, Stored] | None = None

    def enrol(self, user: str, *roles: tuple[Role, str]) -> ReplicaId:
        replica = super().enrol(user, *roles)
        self.users[replica] = UserId(user)
        self.log[replica] = {}
        return replica

    def assign(self, user: str, role: Role, place: str) -> None:
        super().assign(user, role, place)
        self._look_at_assignments()

    def revoke(self, user: str, role: Role, place: str) -> None:
        super().revoke(user, role, place)
        self._look_at_assignments()

    def answer(self, body: bytes) -> list[bytes]:
        lines = self.unseen_answer(body)
        self.look()
        return lines

    def unseen_answer(self, body: bytes) -> list[bytes]:
        """The answer alone: what it changed is looked at later."""
        request = decode_request(body)
        self.sent |= {(request.replica, each.n): each for each in request.edits}
        return super().answer(body)

    def news(self, replica: ReplicaId, body: bytes) -> list[bytes]:
        """The answer to a poll."""
        self._stored = None
        given = give_news(self._installation, self._devices[replica], decode_asked(body))
        return b"".join(given.pieces).splitlines(keepends=True)

    def look(self) -> None:
        """Read what is new in the log; requests that met are told apart by their numbers."""
        self._stored = None
        with self._installation.database.snapshot() as connection:
            rows = connection.exec_driver_sql(_LOGGED, (COMMUNITY, [*self.users])).all()
        new = [row for row in rows if self._is_new(row)]
        last: dict[str, int] = {}
        for row in new:
            last[row.replica] = max(last.get(row.replica, 0), row.seq)
        for row in sorted(new, key=lambda each: (last[each.replica], each.replica, each.n)):
            code, edit = VerdictCode(row.verdict), self.sent[row.replica, row.n]
            subject, cells = RecordId(row.record), tuple(row.cells)
            decided = Decided(edit, Outcome(code, row.extra), edit.id, subject, cells)
            entry = Entry(row.replica, row.hash, decided, Verdict(row.n, code, row.seq, row.extra), row.was)
            self.log[row.replica][row.n] = entry
            self.entries.append(entry)
        self._look_at_assignments()

    def _is_new(self, row: Any) -> bool:
        """Also where what waited for something to come back was taken over."""
        known = self.log[row.replica].get(row.n)
        return known is None or known.verdict.code != row.verdict

    def _look_at_assignments(self) -> None:
        day = day_of(NOW)
        with self._installation.database.snapshot() as connection:
            self.assignments = [
                each
                for user in dict.fromkeys(self.users.values())
                for each in accounts.assignments_of(connection, COMMUNITY, user, day)
            ]

    @property
    def installation(self) -> Installation:
        """What the actions work with."""
        return self._installation

    def device(self, replica: ReplicaId) -> Device:
        """The device of a replica."""
        return self._devices[replica]

    def stop(self) -> None:
        """Let go of the database."""
        self._installation.database.close()

    def start(self, installation: Installation) -> None:
        """Go on over another one."""
        self._installation, self._stored = installation, None

    def over(self, installation: Installation) -> SeenServer:
        """The same server over a copy of its database."""
        found = copy(self)
        found._installation, found._stored = installation, None
        found.users, found.entries, found.sent = dict(self.users), [*self.entries], dict(self.sent)
        found.log = {replica: dict(entries) for replica, entries in self.log.items()}
        return found

    @property
    def parked(self) -> Sequence[Entry]:
        """What could not be applied."""
        last = {(each.replica, each.verdict.n): each for each in self.entries}
        return [each for each in last.values() if each.verdict.code in NOT_APPLIED]

    @property
    def seq(self) -> int:
        """The counter."""
        with self._installation.database.snapshot() as connection:
            reading = counter.read(connection, COMMUNITY)
        return reading.seq if reading is not None else 0

    @property
    def stored(self) -> Mapping[RecordId, Stored]:
        """Every record that a laptop made."""
        if self._stored is None:
            with self._installation.database.snapshot() as connection:
                ids = connection.exec_driver_sql("SELECT id FROM record ORDER BY id").scalars().all()
                found = records.read(connection, self._installation.sealer, COMMUNITY, ids, Lock.NONE)
            self._stored = {each.id: each for each in found}
        return self._stored

    def scopes(self, user: UserId) -> frozenset[ScopeId]:
        """What the user follows now."""
        with self._installation.database.snapshot() as connection:
            return access_of(connection, COMMUNITY, user, COMMUNITY, day_of(NOW)).scopes

    def has_left(self, line: RecordLine, scopes: frozenset[ScopeId]) -> bool:
        """Whether a record left one of some scopes after the version that a line tells."""
        asked = (COMMUNITY, line.id, [*scopes], line.seq)
        with self._installation.database.snapshot() as connection:
            return bool(connection.exec_driver_sql(_LEFT, asked).scalar_one())

    def present(self, scope: ScopeId | None = None) -> list[Stored]:
        """The records that are there."""
        there = [each for each in self.stored.values() if each.state is RecordState.PRESENT]
        return [each for each in there if scope in (None, each.scope)]

    def is_somebody_blocked(self) -> bool:
        """Whether a transaction waits for another one."""
        with self._installation.database.look() as connection:
            return bool(connection.exec_driver_sql(_BLOCKED).scalar_one())


class _Pause:
    """Where a request stands still: before its n-th statement, until it is let go."""

    def __init__(self, statements: int) -> None:
        self.left = statements
        self.stands, self.go = threading.Event(), threading.Event()

    def pass_one(self) -> None:
        """Called before each statement."""
        self.left -= 1
        if self.left == 0:
            self.stands.set()
            self.go.wait(60)


_here = threading.local()


@contextmanager
def pausing() -> Iterator[None]:
    """Let the statements of threads that have a pause go through it."""
    usual = psycopg.Cursor.execute

    def execute(cursor: Any, *told: Any, **more: Any) -> Any:
        pause = getattr(_here, "pause", None)
        if pause is not None:
            pause.pass_one()
        return usual(cursor, *told, **more)

    with patched(psycopg.Cursor, "execute", execute):
        yield


class _Asked(threading.Thread):
    """One request in a worker of its own."""

    def __init__(self, ask: Callable[[], list[bytes]], pause: _Pause | None = None) -> None:
        super().__init__(daemon=True)
        self._ask, self.pause = ask, pause
        self.lines: list[bytes] = []
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        _here.pause = self.pause
        try:
            self.lines = self._ask()
        except BaseException as error:  # told to whoever waits
            self.error = error
        finally:
            if self.pause is not None:
                self.pause.stands.set()

    def told(self) -> list[bytes]:
        """The answer, once it is there."""
        self.join(60)
        if self.error is not None:
            raise self.error
        return self.lines


class PostgresOffice(Office):
    """What a history happens to, with the real server."""

    overtaken: Callable[[], None] | None = None
    statements: int = 0
    held: _Asked | None = None

    def may_read(self, line: RecordLine, scopes: frozenset[ScopeId]) -> bool:
        """A request that another one overtook may tell a version that has left a scope since."""
        server = self.server
        assert isinstance(server, SeenServer)
        return super().may_read(line, scopes) or server.has_left(line, scopes)

    def ask(self, client: Laptop, body: bytes) -> list[bytes]:
        """The server answers a request, or a poll."""
        server = self.server
        assert isinstance(server, SeenServer)
        if body.startswith(OPENING):
            return server.news(client.replica, body)
        if self.overtaken is not None:
            return self._overtaken(server, body)
        if self.held is None:
            return super().ask(client, body)
        return self._past(server, body, self.held)

    def meet_at_the_server(self, one: Laptop, other: Laptop, statements: int) -> None:
        """The request of one stands still after so many statements; the other's goes past it, if it can."""
        self.overtaken, self.statements = (lambda: self.sync(other, "whole", 0)), statements
        self.sync(one, "whole", 0)
        self.overtaken = None

    def _overtaken(self, server: SeenServer, body: bytes) -> list[bytes]:
        meanwhile, self.overtaken = self.overtaken, None
        pause = _Pause(self.statements)
        asked = _Asked(lambda: server.unseen_answer(body), pause)
        pause.stands.wait(60)
        self.held = asked
        if meanwhile is not None:
            meanwhile()
        self.held = None
        pause.go.set()
        lines = asked.told()
        server.look()
        return lines

    def _past(self, server: SeenServer, body: bytes, held: _Asked) -> list[bytes]:
        asked = _Asked(lambda: server.unseen_answer(body))
        while asked.is_alive():
            asked.join(0.02)
            if asked.is_alive() and held.pause is not None and server.is_somebody_blocked():
                held.pause.go.set()
        lines = asked.told()
        server.look()
        return lines


def play_on_postgres(office: PostgresOffice, history: History) -> None:
    """Play a history; many of its syncs meet another one at the server."""
    office.is_watched = True
    with pausing(), dying(office):
        for each in history.actions:
            one = office.clients[each.at % len(office.clients)]
            other = office.clients[(each.at + 1) % len(office.clients)]
            if each.do in ("sync", "edit and sync", "meet") and each.cut % 2:
                office.meet(one, other, each.a, each.b, each.c)
                office.meet_at_the_server(one, other, each.cut // 2 % 40 + 1)
            else:
                DOING[each.do](office, one, each)
        office.come_to_rest()
    office.check_rest()
