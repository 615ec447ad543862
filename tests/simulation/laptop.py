"""A laptop in a history: the client's own saving, syncing and showing, over a store in memory.

It answers the questions of the simulation's world and oracle as `tests/fakes/memory_client.py` does; whatever
it says is read from the store's tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Event
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection

from gridclient.db import cursors as followed
from gridclient.db import facts, shown_rebuild
from gridclient.db.numbering import numbers
from gridclient.db.shown import Facts, facts_of
from gridclient.db.shown_tables import LAYOUTS
from gridclient.ports import Ports
from gridclient.sync import handed_in
from gridclient.sync.filling import Filling
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.transport import Transport
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.problems import ProblemError
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen, bases_of, changes, creation, saw_of
from gridcore.sync.edits import Edit, Erase, Merge, Move, Remove, Resolve, Restore, Step, decode_edit
from gridcore.sync.project import Presence, Shown
from gridcore.sync.stored import Confirmed, digest, digest_text
from gridcore.sync.verdicts import Verdict, VerdictCode
from gridcore.workflows import MACHINES
from tests.fakes.memory_client import Form, Pending
from tests.fakes.memory_past import SameEnvelopes
from tests.fakes.memory_server import COMMUNITY
from tests.simulation.inline import run
from tests.simulation.store import MemoryStore, PowerLossError

T = TypeVar("T")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NOTHING = digest(())
SHOWN_FROM = ("confirmed", "pending_edit", "shown_conflict")
"""The tables that what is shown follows from."""

_cells = msgspec.json.Decoder(dict[str, Value])
_vers = msgspec.json.Decoder(dict[str, int | dict[str, int]])


class Laptop:
    """One replica: what its user does, its rounds, and what is on its screen."""

    def __init__(self, replica: ReplicaId, store: MemoryStore, seed: str) -> None:
        self.replica, self.store = replica, store
        self.is_known_as = replica
        """What the store calls itself: not always what people call it (`copies.py`)."""
        self.saved: list[Edit] = []
        self.answers: dict[int, Verdict] = {}
        self.handed_in: set[RecordId] = set()
        self.clock_off = timedelta()
        self.ticks = 0
        self.is_answered_again = False
        """Whether what was answered may get another answer: the server went back."""
        self.power_for: int | None = None
        """So many statements of the next save until the power fails."""
        self.on_commit: Callable[[], None] | None = None
        self._seed = seed
        self._heard: tuple[object, ...] = ()
        self._judged: tuple[object, ...] = ()
        self._known: dict[str, tuple[tuple[int, ...], Any]] = {}

    # clock and randomness

    @property
    def ports(self) -> Ports:
        """The clock, which may be years off, and randomness that follows from the seed."""
        return Ports(self._now, self._draw)

    @property
    def moment(self) -> datetime:
        """What the laptop's clock says."""
        return START + self.clock_off + timedelta(seconds=self.ticks)

    def _now(self) -> datetime:
        self.ticks += 1
        return self.moment

    def _draw(self, count: int) -> bytes:
        self.ticks += 1
        return sha256(f"{self._seed} {self.replica} {self.ticks}".encode()).digest()[:count]

    def new_group(self) -> GroupId:
        """The group of one form save."""
        return self.ports.new_group()

    def new_id(self) -> RecordId:
        """An id that nobody else makes."""
        return self.ports.new_id()

    def copied(self) -> Laptop:
        """Another laptop with the same folder, which goes on by itself."""
        found = Laptop(self.replica, self.store.copied(), f"{self._seed} copy")
        found.store.journal = [*self.store.journal] if self.store.journal is not None else None
        found.saved, found.answers = [*self.saved], dict(self.answers)
        found.handed_in, found.ticks, found.clock_off = {*self.handed_in}, self.ticks, self.clock_off
        return found

    # what a person does

    def create(self, kind: str, scope: str, record: RecordId | None = None, **cells: Value) -> RecordId:
        """Make a record."""
        declared, made = RECORD_TYPES[kind], record or self.new_id()
        own = ScopeId(scope) if declared.parent is None else None
        at, grp = self.ports.moment(), self.new_group()
        self.save([creation(declared, made, declared.cells_of(cells), grp=grp, at=at, scope=own)])
        return made

    def form(self, record: RecordId) -> Form:
        """Open a form on what is shown now."""
        kind = self.kind_of(record)
        found = self.store.read_now(lambda c: facts.seen_of(c, RECORD_TYPES[kind], record))
        assert found is not None
        return Form(record, kind, found)

    def save_form(self, form: Form, **cells: Value) -> list[Edit]:
        """Save a form, which may have been open for long."""
        declared, at = RECORD_TYPES[form.kind], self.ports.moment()
        changed, grp = declared.cells_of(cells), self.new_group()
        return self.save(changes(declared, form.record, self.seen(form), changed, grp=grp, at=at))

    def seen(self, form: Form) -> Seen:
        """What the form showed: the seam at which a test plants a bug."""
        return form.seen

    def edit(self, record: RecordId, **cells: Value) -> list[Edit]:
        """Open a form, change something, save."""
        return self.save_form(self.form(record), **cells)

    def step(self, record: RecordId, to: str, reason: str = "") -> list[Edit]:
        """Take a step of the record's machine from the state that is shown."""
        declared, shown = RECORD_TYPES[self.kind_of(record)], self.shown(record)
        cell = declared.machine_cell or ""
        machine = MACHINES[declared.fields[cell].machine or ""]
        source, base = str(shown.cells.get(cell, machine.first)), self.bases(record)[cell]
        rule, held = machine.step(source, to), self.confirmed.get(record)
        saw = saw_of(machine, held) if rule is not None and rule.is_approval and held is not None else {}
        number = base if isinstance(base, int) else 0
        return self.save([Step(0, self.new_group(), record, cell, source, to, number, reason, saw)])

    def remove(self, record: RecordId) -> list[Edit]:
        """Take a record away."""
        held = self.confirmed.get(record)
        return self.save([Remove(0, self.new_group(), record, held.seq if held is not None else 0)])

    def restore(self, record: RecordId, kind: str, scope: str) -> list[Edit]:
        """Bring a removed record back, as long as the laptop knows of it."""
        return self.save([Restore(0, self.new_group(), record)])

    def merge(self, loser: RecordId, winner: RecordId) -> list[Edit]:
        """Say that two records are one."""
        return self.save([Merge(0, self.new_group(), loser, winner)])

    def erase(self, record: RecordId, reason: str = "") -> list[Edit]:
        """Ask that nothing stays of a record."""
        return self.save([Erase(0, self.new_group(), record, reason)])

    def move(self, record: RecordId, scope: str) -> list[Edit]:
        """Put a record into another scope."""
        return self.save([Move(0, self.new_group(), record, ScopeId(scope))])

    def resolve(self, conflict: RecordId, value: Value, choice: str = "") -> list[Edit]:
        """Decide a conflict."""
        held = self.confirmed.get(conflict)
        if held is None:
            return []
        return self.save([Resolve(0, self.new_group(), conflict, held.seq, value, choice)])

    def save(self, edits: Sequence[Edit]) -> list[Edit]:
        """Save edits as the actions do; nothing of a record that is not here."""
        at = self.ports.moment()
        self.store.cut_in, self.power_for = self.power_for, None
        try:
            made = self.store.write_now(lambda c: facts.save(c, COMMUNITY, edits, at))
        except facts.UnknownRecordError:
            return []
        except PowerLossError:
            self.reopen()
            made = self._committed_edits()
        finally:
            self.store.cut_in = None
        self.saved += made
        return made

    def _committed_edits(self) -> list[Edit]:
        """What was saved though nobody was told any more."""
        rows = self.store.raw.execute(
            "SELECT body FROM pending_edit WHERE n > ? ORDER BY n", (len(self.saved),)
        )
        return [decode_edit(body) for (body,) in rows.fetchall()]

    # rounds

    def round(self, transport: Transport) -> RoundEnd | None:
        """One round; None where the line failed or the power."""
        if self.on_commit is not None:
            self.store.after_commit = self._committed
        sealing = vars(handed_in)["ENVELOPES"]
        vars(handed_in)["ENVELOPES"] = SameEnvelopes()
        try:
            return run(sync_round(self.store, transport, self.ports, Event()))
        except ProblemError:
            return None
        except PowerLossError:
            self.reopen()
            return None
        finally:
            vars(handed_in)["ENVELOPES"] = sealing
            self.store.after_commit = lambda: None
            self.hear()

    def _committed(self) -> None:
        self.hear()
        if self.on_commit is not None:
            self.on_commit()

    def reopen(self) -> None:
        """Start the program again over what is committed."""
        self.store = self.store.opened_again()
        self.store.write_now(shown_rebuild.prepare)
        run(Filling(self.store).finish())
        self.store.take_up_journal()

    def hear(self) -> None:
        """Remember the answers: the store forgets them one day."""
        if self._heard == self._to_hear():
            return
        rows = self.store.raw.execute(
            "SELECT n, verdict, seq, extra FROM sent WHERE verdict IS NOT NULL AND n > ?",
            (0 if self.is_answered_again else len(self.answers),),
        )
        for n, code, seq, extra in rows.fetchall():
            if seq is not None or n not in self.answers:  # the journal knows no more of it
                self.answers[n] = Verdict(n, VerdictCode(code), seq or 0, extra)
        self.handed_in |= {
            RecordId(each) for (each,) in self.store.raw.execute("SELECT record FROM handed_in")
        }
        self._heard = self._to_hear()

    def _to_hear(self) -> tuple[object, ...]:
        return self.store.version("sent", "handed_in"), self.is_answered_again, len(self.answers)

    # what is in the store

    def _cached(self, name: str, tables: Sequence[str], read: Callable[[Connection], T]) -> T:
        """What was read when something last changed in these tables."""
        kept, version = self._known.get(name), self.store.version(*tables)
        if kept is None or kept[0] != version:
            kept = self._known[name] = version, self.store.read_now(read)
        found: T = kept[1]
        return found

    @property
    def confirmed(self) -> dict[RecordId, Confirmed]:
        """What the server last said."""
        return self._cached("confirmed", ("confirmed",), lambda c: self._read_confirmed())

    def _read_confirmed(self) -> dict[RecordId, Confirmed]:
        rows = self.store.raw.execute("SELECT id, kind, scope, cells, vers, seq FROM confirmed ORDER BY id")
        return {
            RecordId(row[0]): Confirmed(
                row[0], row[1], row[2], _cells.decode(row[3]), _vers.decode(row[4]), row[5]
            )
            for row in rows.fetchall()
        }

    @property
    def pending(self) -> list[Pending]:
        """Edits that are shown over what is confirmed, with their verdicts."""
        return self._cached("pending", ("pending_edit",), lambda c: self._read_pending())

    def _read_pending(self) -> list[Pending]:
        rows = self.store.raw.execute(
            "SELECT n, body, kind, scope, verdict, verdict_seq, extra FROM pending_edit"
            " WHERE state <> 'aside' ORDER BY n"
        )
        return [
            Pending(
                decode_edit(body),
                kind,
                ScopeId(scope),
                None if code is None else Verdict(n, VerdictCode(code), seq or 0, extra),
            )
            for n, body, kind, scope, code, seq, extra in rows.fetchall()
        ]

    @property
    def n_acked(self) -> int:
        """How far the server has this replica's edits."""
        return self._cached("numbers", ("next_n",), lambda c: numbers(c, COMMUNITY)).acked_n

    @property
    def _cursors(self) -> dict[ScopeId, followed.Cursor]:
        return self._cached("cursors", ("cursor",), lambda c: followed.cursors(c, COMMUNITY))

    @property
    def cursors(self) -> dict[ScopeId, int]:
        """How far each scope was read."""
        return self._cached("read", ("cursor",), lambda c: {s: each.seq for s, each in self._cursors.items()})

    @property
    def differing(self) -> list[ScopeId]:
        """Scopes that were read to their end and are not what the server has."""
        return [scope for scope, each in self._cursors.items() if each.state is followed.ScopeState.DIFFERS]

    @property
    def unsure(self) -> list[ScopeId]:
        """Scopes of which the server may have less than this laptop: it went back."""
        return [scope for scope, each in self._cursors.items() if each.state is followed.ScopeState.RESTORED]

    def has_read(self, seq: int) -> bool:
        """Whether every scope was read as far as this."""
        found = self._cursors.values()
        return all(each.seq >= seq and each.state is followed.ScopeState.COMPLETE for each in found)

    @property
    def digests(self) -> dict[ScopeId, str]:
        """The digest that is kept beside each cursor."""
        return {scope: digest_text(each.total) for scope, each in self._cursors.items()}

    @property
    def scopes(self) -> tuple[ScopeId, ...]:
        """The scopes that this laptop follows."""
        return tuple(sorted(self._cursors))

    def own_digest(self, scope: ScopeId) -> str:
        """The digest of what is confirmed here."""
        return self.own_digests().get(scope, NOTHING)

    def own_digests(self) -> dict[ScopeId, str]:
        """The same of each scope of which anything is here."""
        return self._cached("digests", ("confirmed",), lambda c: self._read_digests())

    def _read_digests(self) -> dict[ScopeId, str]:
        found: dict[ScopeId, list[tuple[RecordId, int]]] = {}
        for each in self.confirmed.values():
            found.setdefault(each.scope, []).append((each.id, each.seq))
        return {scope: digest(rows) for scope, rows in found.items()}

    def of_record(self, record: RecordId) -> list[Edit]:
        """The edits of a record that are laid over what is confirmed."""
        return [each.edit for each in self.pending if each.edit.id == record]

    def bases(self, record: RecordId) -> dict[str, int | dict[str, int]]:
        """What a form that opens now names as its bases."""
        declared = RECORD_TYPES[self.kind_of(record)]
        found = bases_of(declared, self.confirmed.get(record), self.of_record(record))
        return msgspec.convert(found, dict[str, int | dict[str, int]])

    def kind_of(self, record: RecordId) -> str:
        """The kind of a record that is known here."""
        held = self.confirmed.get(record)
        return held.kind if held is not None else next(p.kind for p in self.pending if p.edit.id == record)

    def scope_of(self, record: RecordId) -> ScopeId:
        """The scope of a record that is known here."""
        held = self.confirmed.get(record)
        return held.scope if held is not None else next(p.scope for p in self.pending if p.edit.id == record)

    # what is on the screen

    def facts(self) -> dict[RecordId, Facts]:
        """What is known of each record here."""
        return self._cached("facts", SHOWN_FROM, self._read_facts)

    def _read_facts(self, connection: Connection) -> dict[RecordId, Facts]:
        ids = sorted({*self.confirmed, *(each.edit.id for each in self.pending)})
        return {each.id: each for each in facts_of(connection, ids)}

    def shown(self, record: RecordId) -> Shown:
        """The record as facts say that it is shown; `screen.py` compares the tables with it."""
        found = self.facts().get(record)
        return found.shown() if found is not None else Shown(Presence.UNKNOWN, {}, frozenset())

    def visible(self, *kinds: str) -> list[RecordId]:
        """The records that lists show, sorted."""
        found = []
        for kind in kinds:
            rows = self.store.raw.execute(f"SELECT id FROM {LAYOUTS[kind].table} WHERE removed = 0")
            found += [RecordId(each) for (each,) in rows.fetchall()]
        return sorted(found)

    def is_shown_anew(self) -> bool:
        """Whether anything was done since it was last asked that what is shown, or why, may follow from."""
        before, self._judged = self._judged, (self.store.version(*SHOWN_FROM), self._to_hear())
        return before != self._judged
