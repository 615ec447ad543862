"""An office in one process: laptops with the client's code, a server, bad lines, power cuts, wrong clocks."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from threading import Event

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from gridclient.db import schema, shown_rebuild
from gridclient.db.enrolments import keep_enrolment
from gridclient.db.identity import Identity
from gridclient.db.replicas import Replica
from gridclient.sync.answers import lines_of
from gridclient.sync.filling import Filling
from gridclient.sync.transport import Call, Reply
from gridcore.ids import DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Edit
from gridcore.wire.messages import MIN_PROTO, PROTO
from gridcore.wire.polls import OPENING
from tests.core import sync_kept, sync_oracle, sync_whole
from tests.core.sync_people import PEOPLE, Saved
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.simulation import abroad
from tests.simulation.abroad import AWAY, Abroad, MemoryNeighbour
from tests.simulation.copies import Twins, never_parted, part
from tests.simulation.inline import run
from tests.simulation.laptop import NOTHING, START, Laptop
from tests.simulation.photos import Photos
from tests.simulation.polls import news
from tests.simulation.restores import Backups, Postgres, back_up, check_again, compared
from tests.simulation.screen import check_screen
from tests.simulation.store import MemoryStore, Shelf, connect
from tests.simulation.successors import notice

NAMES = (*(user for user, *_ in PEOPLE), "sam")
"""Everybody in the office, in the order of their laptops."""
PAGE = 3
"""Rows between two commit lines: few, so that histories stop between them."""
_ENVELOPE = bytes(range(32))
_YEARS = timedelta(days=3653)


@dataclass
class Line:
    """The way to the server; `fate` befalls the first request of a round."""

    office: Office
    client: Laptop
    fate: str
    cut: int
    asked: int = 0

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask the server in this process."""
        notice(self.office, self.client)
        fate = self._fate_of(call)
        if fate == "request lost":
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        if fate == "late":
            if call.body.startswith(b"{"):  # a poll changes nothing, whenever it arrives
                self.office.late.append(call.body)
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        if call.target != "/sync/v1":
            lines = compared(self.office, self.client, call)
        else:
            lines = self.office.ask(self.client, call.body)
            check_again(self.office, call.body, lines)
        if fate == "repeated" and call.target == "/sync/v1":
            lines = self.office.ask(self.client, call.body)
        if fate == "answer lost":
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        self.office.check_lines(self.client, lines)
        sent = b"".join(lines[:1] if fate == "head" else lines)
        whole = len(sent)
        until = self.cut % (whole + 1) if fate == "cut" else whole
        is_cut = until < whole or fate == "head"
        return Reply(200, {}, lines_of(_pieces(sent[:until], is_cut=is_cut)), lambda: None)

    def _fate_of(self, call: Call) -> str:
        """It befalls the first request of a round, or a later one where the server has gone back."""
        if self.office.backups.burnt and self.asked < self.cut % 4:
            self.asked += 1
            return "whole"
        fate, self.fate = self.fate, "whole"
        return "request lost" if fate == "late" and call.target != "/sync/v1" else fate


def _pieces(sent: bytes, *, is_cut: bool) -> Iterator[bytes]:
    yield sent
    if is_cut:
        raise ProblemError(ProblemCode.SERVER_UNREACHABLE)


@dataclass
class Office(sync_whole.Watched[Laptop]):
    """What a history happens to."""

    seed: str = ""
    is_watched: bool = False
    """Whether laptops are judged after each of their transactions, not only after each round."""
    commits: int = 0
    backups: Backups = field(default_factory=Backups)
    of_postgres: Postgres | None = None
    """The database under a real server, in histories in which it burns."""
    trace: list[bytes] = field(default_factory=list)
    """Every byte that was sent, for comparing two plays of one history."""
    photos: Photos = field(default_factory=Photos)
    abroad: Abroad = field(default_factory=Abroad)
    lent: dict[Laptop, Shelf] = field(default_factory=dict)
    """Whose stores go back when the history is over."""
    begun: dict[Laptop, int] = field(default_factory=dict)
    """How many edits laptops had saved when the history began, to whose store of then there is a way back."""
    may_part: bool = False
    """Whether folders are put back or damaged; then no server burns."""
    twins: list[Twins] = field(default_factory=list)
    parted: list[Twins] = field(default_factory=list)
    mending: dict[Laptop, int] = field(default_factory=dict)
    """Laptops that lost what they had read, and have yet to read on to this number."""

    def close(self) -> None:
        """The history is over: its stores go back, for the next one."""
        for laptop, shelf in self.lent.items():
            shelf.take_back(laptop.store)
        self.lent, self.clients = {}, []

    def let_go_of(self, laptop: Laptop) -> None:
        """The laptop's store is its own from now on, and may be copied."""
        shelf = self.lent.pop(laptop, None)
        if shelf is not None:
            shelf.let_go_of(laptop.store)
        self.begun.pop(laptop, None)

    def go_back_to_the_beginning(self, laptop: Laptop) -> None:
        """The laptop's store is again as it was when the history began."""
        shelf = self.lent[laptop]
        shelf.take_back(laptop.store)
        laptop.store = shelf.lent()

    def begin_anew(self, laptop: Laptop) -> None:
        """The laptop gets an empty store."""
        self.lent.pop(laptop).take_back(laptop.store)
        self.lent[laptop] = shelf = _beginnings[0].empty
        laptop.store = shelf.lent()
        self.begun.pop(laptop)

    def sync(self, client: Laptop, fate: str, cut: int) -> None:
        """One round; what the line or the power does to it."""
        client.on_commit = (lambda: self.check_commit(client)) if self.is_watched else None
        if fate == "power":
            client.store.cut_in = cut % 150
        client.round(Line(self, client, fate, cut))
        client.store.cut_in, client.on_commit = None, None
        notice(self, client)
        if client in self.mending and client.has_read(self.mending[client]):
            del self.mending[client]
        if client.is_shown_anew() or self.backups.burnt:  # after a restore cursors too say what is shown
            self._check_own_writes(client)
        assert not client.differing, "a scope would be read again from its beginning"

    def ask(self, client: Laptop, body: bytes) -> list[bytes]:
        """The server answers a laptop. Raises ProblemError where it understands no polls."""
        if isinstance(self.server, MemoryServer) and body.startswith(OPENING):
            lines = news(self.server, client.replica, body)
            self.trace += [body, *lines]
            return lines
        return self.deliver(body)

    def deliver(self, request: bytes) -> list[bytes]:
        """The server answers; every byte is kept."""
        if self.twins:
            part(self, request)
        lines = super().deliver(request)
        self.trace += [request, *lines]
        if self.abroad.side is not None:
            abroad.look(self)
            if isinstance(self.abroad.side, MemoryNeighbour):
                self.abroad.side.let_arrive()
        return lines

    def check_commit(self, client: Laptop) -> None:
        """I6 and I7 after each local transaction of a round."""
        self.commits += 1
        notice(self, client)
        if client.is_shown_anew():
            self._check_own_writes(client)
        there: dict[ScopeId, dict[RecordId, int]] = {}
        for each in self.server.present():
            there.setdefault(each.scope, {})[each.id] = each.seq
        own, unsure = client.own_digests(), client.unsure
        for scope, kept in client.digests.items():
            assert kept == own.get(scope, NOTHING), "cursor, rows and digest part"
            if scope in there and scope not in unsure:  # what that has is from before the server went back
                sync_oracle.check_whole(client, scope, there[scope])

    def _check_own_writes(self, client: Laptop) -> None:
        if client not in self.mending:
            sync_oracle.check_own_writes(self, client)

    def meet(self, one: Laptop, other: Laptop, pick: int, cell: int, value: int) -> RecordId | None:
        """Two people change the same place of one record."""
        record = self.pick(one, pick, *self.editable(one, 1))
        if record is not None:
            self.change(one, record, cell, value)
            self.change(other, record, cell, value + 1)
        return record

    def change(self, client: Laptop, record: RecordId, cell: int, value: int) -> None:
        """Change a record, if it is there."""
        if record in client.visible(*self.editable(client, 1)):
            self._save(client, client.form(record), cell, value)

    def save_in_the_dark(self, client: Laptop, pick: int, cell: int, value: int) -> None:
        """The power fails while somebody saves."""
        client.power_for = value % 16
        self.edit(client, pick, cell, value)

    def turn_clock(self, client: Laptop, value: int) -> None:
        """The laptop's clock is set, by up to ten years."""
        client.clock_off = _YEARS * (value % 21 - 10) / 10

    def check_rest(self) -> None:
        """All that must hold when the line was good for two rounds and nobody does anything."""
        never_parted(self)
        sync_oracle.check_rest(self)
        sync_whole.check_merges(self.server)
        abroad.check_rest(self)
        for client in self.clients:
            check_screen(client)
            if self.is_watched:
                self._check_bytes(client)

    def told(self) -> str:
        """A digest of every byte that was sent and of every row that is kept."""
        found = sha256(b"".join(self.trace))
        for client in self.clients:
            found.update(repr(client.store.dumped()).encode())
        return found.hexdigest()

    def _check_bytes(self, client: Laptop) -> None:
        """I5 in every table: no word of a foreign scope, unless the laptop's own user wrote it."""
        scopes = self.server.scopes(self.server.users[client.replica])
        foreign, shared = set[str](), set[str]()
        for each in self.server.stored.values():
            (shared if each.scope in scopes else foreign).update(sync_kept.words_of(each.cells))
        own = {word for edit in client.saved for word in sync_kept.words_of(edit)}
        # what a user wrote is kept until the server is backed up
        for name in client.store.filled() - {"sent", "pending_edit"}:
            rows = client.store.raw.execute(f'SELECT * FROM "{name}"').fetchall()
            texts = [value for row in rows for value in row if isinstance(value, str)]
            assert not {*sync_kept.words_of(texts)} & (foreign - shared - own), f"foreign words in {name}"


# the beginning that all histories share


@dataclass(frozen=True)
class _Kept:
    replica: ReplicaId
    saved: list[Edit]
    ticks: int


@dataclass(frozen=True)
class _Beginning:
    """An office after its first sync, from which each history starts."""

    pickled: bytes
    shelves: list[Shelf]
    empty: Shelf


_beginnings: list[_Beginning] = []


def new_store() -> MemoryStore:
    """An empty store with every table."""
    raw = connect()
    store = MemoryStore(raw)
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, creator=lambda: raw, poolclass=StaticPool)
    with engine.begin() as connection:
        schema.create(connection)
    store.write_now(shown_rebuild.prepare)
    run(Filling(store).finish())
    return store


def enrol(store: MemoryStore, replica: ReplicaId, user: UserId) -> None:
    """Make the store that of a replica."""
    known = Identity(user, str(user), COMMUNITY, DeviceId(f"device-{replica}"), b"", _ENVELOPE)
    as_replica = Replica(replica, "", known.device, user, b"key")
    store.write_now(lambda c: keep_enrolment(c, "", "", as_replica, known, START.isoformat()))


def new_office(seed: str, members: Sequence[int]) -> Office:
    """The office at the beginning of a history, with some of its people."""
    if not _beginnings:
        _beginnings.append(_begin())
    kept = _beginnings[0]
    server, laptops, saved, words = pickle.loads(kept.pickled)
    server.proto = PROTO if int(seed) % 4 else MIN_PROTO
    office = Office(server, saved=saved, words=words, seed=seed)
    office.abroad.side = MemoryNeighbour(office)
    back_up(office)
    for place in members:
        held, shelf = laptops[place], kept.shelves[place]
        laptop = Laptop(held.replica, shelf.lent(), seed)
        office.lent[laptop] = shelf
        laptop.saved, laptop.ticks = list(held.saved), held.ticks
        laptop.hear()
        office.clients.append(laptop)
        office.begun[laptop] = len(laptop.saved)
    return office


def settle(office: Office, make_store: Callable[[], MemoryStore]) -> None:
    """Everybody gets a laptop, and there is something to work on."""

    def laptop(replica: ReplicaId) -> Laptop:
        store = make_store()
        enrol(store, replica, office.server.users[replica])
        return Laptop(replica, store, "")

    office.settle_in(laptop, lambda client: office.sync(client, "whole", 0))


def _begin() -> _Beginning:
    office = Office(MemoryServer(page=PAGE, proto=PROTO, now=START.isoformat(), communities=(AWAY,)))
    settle(office, new_store().copied)
    kept = [_Kept(each.replica, each.saved, each.ticks) for each in office.clients]
    saved: dict[tuple[ReplicaId, int], Saved] = office.saved
    pickled = pickle.dumps((office.server, kept, saved, office.words))
    return _Beginning(pickled, [Shelf(each.store) for each in office.clients], Shelf(new_store().copied()))
