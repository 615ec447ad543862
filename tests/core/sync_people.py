"""What people do in a simulated office, and what is written down about it, whatever laptops they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gridcore.fields import FieldKind, Value
from gridcore.ids import RecordId, ReplicaId, derived_id
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.edits import Edit, Remove, Resolve, Step
from gridcore.sync.stored import Stored, elements_of
from gridcore.wire.messages import decode_request
from gridcore.workflows import MACHINES, StepRule
from tests.core.sync_sides import Client, Server
from tests.fakes.memory_client import Form
from tests.fakes.memory_log import Entry
from tests.fakes.memory_server import COMMUNITY

KINDS = (
    *("building", "household", "resident", "care_plan", "visit", "visit_exception"),
    *("mediation_case", "party"),
)
CELLS: Mapping[str, tuple[str, ...]] = {
    "building": ("name", "tour_order"),
    "household": ("address", "phone", "tenure", "tags", "last_visit", "remark"),
    "resident": ("name", "status", "remark"),
    "care_plan": ("consent", "helper", "needs", "review_on"),
    "visit": ("said", "next_date", "visited_on", "needs", "met", "worker"),
    "visit_exception": ("exception", "moved_to", "reason"),
    "mediation_case": ("title", "facts", "mediator"),
    "party": ("name", "phone", "birth_year"),
}
DAYS = ("2026-01-05", "2026-02-03", "2026-03-02", "2026-04-01")


@dataclass(frozen=True)
class Saved:
    """One edit, and what its author saw of the record when the form opened."""

    replica: ReplicaId
    edit: Edit
    seen: Mapping[str, Value]
    is_settled: bool = True
    """Whether no other edit of this replica lay over what was seen."""


C = TypeVar("C", bound=Client)

PEOPLE: tuple[tuple[str, *tuple[tuple[Role, str], ...]], ...] = (
    ("ann", (Role.GRID_WORKER, "grid-1")),
    ("bob", (Role.GRID_WORKER, "grid-1"), (Role.CARE_SPECIALIST, "grid-1")),
    ("ann",),
    ("cyd", (Role.CARE_SPECIALIST, "grid-1")),
    ("sue", (Role.SUPERVISOR, COMMUNITY)),
    ("mia", (Role.MEDIATOR, COMMUNITY)),
    ("max", (Role.MEDIATOR, COMMUNITY)),
)
"""Workers of a street, one with two laptops, a specialist, the supervisor, two mediators."""


@dataclass
class People(Generic[C]):
    """The laptops and the server, every edit that was ever saved, and requests that are on their way."""

    server: Server
    clients: list[C] = field(default_factory=list)
    saved: dict[tuple[ReplicaId, int], Saved] = field(default_factory=dict)
    forms: list[tuple[C, Form]] = field(default_factory=list)
    late: list[bytes] = field(default_factory=list)
    words: int = 0
    forgiven: set[tuple[ReplicaId, int]] = field(default_factory=set)
    """Edits that a restored server lost and no laptop has any more: nobody promised to keep them longer."""
    followed: dict[ReplicaId, ReplicaId] = field(default_factory=dict)
    """Which replica a laptop was before it went on as another one."""

    def settle_in(self, laptop: Callable[[ReplicaId], C], sync: Callable[[C], None]) -> None:
        """Everybody gets a laptop, and there is something to work on."""
        self.clients += [laptop(self.server.enrol(user, *roles)) for user, *roles in PEOPLE]
        ann, scope = self.clients[0], "grid/grid-1"
        building = self.create(ann, "building", scope, name=self.word())
        room = self.create(ann, "room", scope, building=building, room_number="1")
        household = self.create(ann, "household", scope, room=room, address=self.word(), remark=self.text(3))
        resident = self.create(ann, "resident", scope, household=household, name=self.word())
        self.create(ann, "visit", scope, household=household, visited_on=DAYS[1], said=self.text(3))
        sync(ann)
        sue, other = self.clients[4], "grid/grid-2"
        building = self.create(sue, "building", other, name=self.word())
        room = self.create(sue, "room", other, building=building, room_number="2")
        self.create(sue, "household", other, room=room, address=self.word(), remark=self.text(2))
        sync(sue)
        cyd = self.clients[3]
        sync(cyd)
        self.create(cyd, "care_plan", scope, resident=resident, needs=["chat"], starts_on=DAYS[1])
        self.assign(0)
        for client in (cyd, *self.clients):
            sync(client)
        self.clients.append(laptop(self.server.enrol("sam", (Role.SUPERVISOR, COMMUNITY))))
        sync(self.clients[-1])  # nobody erases alone, so there is a second supervisor

    # words that nobody else writes

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.words += 1
        return f"#{self.words}"

    def text(self, clauses: int) -> str:
        """Some clauses that stand nowhere else."""
        return "".join(f"{self.word()}。" for _ in range(clauses))

    def value(self, kind: str, cell: str, seen: Value, pick: int) -> Value:
        """A new value for a cell of which somebody sees the present one."""
        declared = RECORD_TYPES[kind].fields[cell]
        codes = [each.code for each in declared.codes or ()]
        match declared.kind:
            case FieldKind.LONG_TEXT:
                return self._rewritten(str(seen or ""), pick)
            case FieldKind.CHOICE:
                return codes[pick % min(len(codes), 3)]
            case FieldKind.CHOICES:
                return [*sorted(elements_of(seen) ^ {codes[pick % 3]})]
            case FieldKind.DATE:
                return DAYS[pick % len(DAYS)]
            case FieldKind.NUMBER:
                return pick
            case FieldKind.FLAG:
                return pick % 2 == 0
            case _:
                return ("甲", "乙", self.word())[pick % 3]

    def _rewritten(self, seen: str, pick: int) -> str:
        clauses = [f"{each}。" for each in seen.split("。") if each]
        at = (pick // 4) % (len(clauses) + 1)
        match pick % 4:
            case 0:
                clauses[at : at + 1] = [f"{self.word()}。"]
            case 1:
                del clauses[at : at + 1]
            case _:
                clauses.insert(at, f"{self.word()}。")
        return "".join(clauses)

    # what people do

    def note(self, client: C, edits: Sequence[Edit], seen: Mapping[str, Value]) -> None:
        """Write down what was saved and what its author saw."""
        for each in edits:
            decided = any(isinstance(edit, Resolve) for edit in client.saved)
            is_settled = client.of_record(each.id) == [each] and not decided
            self.saved[client.replica, each.n] = Saved(client.replica, each, deepcopy(dict(seen)), is_settled)

    def create(
        self, client: C, kind: str, scope: str, record: RecordId | None = None, **cells: Value
    ) -> RecordId:
        """Make a record."""
        made = client.create(kind, scope, record, **cells)
        self.note(client, client.saved[-1:], {})
        return made

    def open_form(self, client: C, pick: int) -> None:
        """Open a form, to be saved some time later."""
        if (record := self.pick(client, pick, *self.editable(client, pick))) is not None:
            self.forms = [*self.forms[-3:], (client, client.form(record))]

    def save_form(self, pick: int, cell: int, value: int) -> None:
        """Save a form that has been open, whatever was synced since."""
        if self.forms:
            client, form = self.forms.pop(pick % len(self.forms))
            if form.record in {*client.confirmed, *(each.edit.id for each in client.pending)}:
                self._save(client, form, cell, value)

    def edit(self, client: C, pick: int, cell: int, value: int) -> None:
        """Open a form, change a cell, save."""
        if (record := self.pick(client, pick, *self.editable(client, pick))) is not None:
            self._save(client, client.form(record), cell, value)

    def _save(self, client: C, form: Form, cell: int, value: int) -> None:
        shown = client.shown(form.record).cells
        changed = [each for each in CELLS[form.kind] if shown.get(each) != form.seen.cells.get(each)]
        names = changed or CELLS[form.kind]  # what has changed meanwhile is where edits meet
        chosen = {names[cell % len(names)], names[(cell // 7) % len(names)]}
        seen = form.seen.cells
        cells = {each: self.value(form.kind, each, seen.get(each), value) for each in sorted(chosen)}
        self.note(client, client.save_form(form, **cells), seen)

    def add_record(self, client: C, pick: int, value: int) -> None:
        """Make a visit, a resident, an identity document or a change to a plan; the last by a derived id."""
        if Role.MEDIATOR in self.roles(client):
            self._add_to_case(client, pick, value)
            return
        match value % 4:
            case 0 if (household := self.pick(client, pick, "household")) is not None:
                said, day = self.text(1), DAYS[value % len(DAYS)]
                scope = client.scope_of(household)
                self.create(client, "visit", scope, household=household, visited_on=day, said=said)
            case 1 if (household := self.pick(client, pick, "household")) is not None:
                scope = client.scope_of(household)
                self.create(client, "resident", scope, household=household, name=self.word())
            case 2 if (resident := self.pick(client, pick, "resident")) is not None:
                scope, number = client.scope_of(resident), f"secret{self.word()}"
                self.create(client, "resident_identity", scope, resident=resident, document_number=number)
            case 3 if (plan := self.pick(client, pick, "care_plan")) is not None:
                record = derived_id("visit_exception", plan, "2026-W30")
                if record not in client.confirmed and not client.of_record(record):
                    scope, reason, day = client.scope_of(plan), self.word(), DAYS[pick % 4]
                    made: dict[str, Value] = {"plan": plan, "period": "2026-W30", "reason": reason}
                    self.create(client, "visit_exception", scope, record, moved_to=day, **made)

    def _add_to_case(self, client: C, pick: int, value: int) -> None:
        case = self.pick(client, pick, "mediation_case")
        if case is None or value % 4 == 0:
            new = client.new_id()
            self.create(client, "mediation_case", f"case/{new}", new, title=self.word(), facts=self.text(2))
        elif value % 4 == 1:
            other = ("mia", "max")[value % 2]
            self.create(client, "case_member", f"case/{case}", case=case, user=other, member_role="mediator")
        elif value % 8 == 7:
            day = DAYS[value % len(DAYS)]
            self.create(client, "mediation_session", f"case/{case}", case=case, held_on=day, rights_told=True)
        else:
            side = ("applicant", "respondent")[value % 2]
            self.create(client, "party", f"case/{case}", case=case, role=side, name=self.word())

    def step(self, client: C, pick: int, value: int) -> None:
        """Submit, approve or return a visit; accept or decline a proposal."""
        found = [
            (record, rule.to)
            for record in client.visible("visit", "proposal", "mediation_case")
            for rule in self._steps(client, record)
        ]
        if found:
            record, to = found[(pick + 12 * value) % len(found)]
            seen = client.shown(record).cells
            self.note(client, client.step(record, to, "because"), seen)

    def _steps(self, client: C, record: RecordId) -> tuple[StepRule, ...]:
        declared, seen = RECORD_TYPES[client.kind_of(record)], client.shown(record).cells
        cell = declared.machine_cell or ""
        machine = MACHINES[declared.fields[cell].machine or ""]
        return machine.steps_for(str(seen.get(cell)), self.roles(client))

    def remove(self, client: C, pick: int) -> None:
        """Remove a record."""
        if (record := self.pick(client, pick, *KINDS[1:3], "party")) is not None:
            seen = client.shown(record).cells
            self.note(client, client.remove(record), seen)

    def restore(self, client: C, pick: int) -> None:
        """Bring back what this laptop removed."""
        removed = [each for each in client.saved if isinstance(each, Remove)]
        if removed:
            record = removed[pick % len(removed)].id
            made = self.server.stored.get(record)
            if made is not None:
                self.note(client, client.restore(record, made.kind, made.scope), {})

    def move(self, client: C, pick: int, value: int) -> None:
        """Move a building, or hang a resident on another household."""
        building, household = self.pick(client, pick, "building"), self.pick(client, value, "household")
        resident = self.pick(client, pick, "resident")
        if value % 2 and building is not None:
            self.note(client, client.move(building, f"grid/grid-{1 + value % 4 // 2}"), {})
        elif household is not None and resident is not None:
            form = client.form(resident)
            self.note(client, client.save_form(form, household=household), form.seen.cells)

    def resolve(self, client: C, pick: int, value: int) -> None:
        """Decide a conflict for one of its sides, or for a third value."""
        known = client.visible("conflict")
        found = [each for each in known if client.shown(each).cells["progress"] == "open"] or known
        if not found:
            return
        conflict = found[pick % len(found)]
        seen = client.shown(conflict).cells
        sides = seen.get("sides")
        named = sorted(sides.items()) if isinstance(sides, dict) else []
        name, side = named[value % len(named)] if named else ("", {})
        chosen = side.get("value") if isinstance(side, dict) else None
        kind, cell = str(seen.get("subject_kind")), str(seen.get("cell"))
        if value % 3 == 0 and seen.get("conflict_kind") == "value":
            name, chosen = "", self.value(kind, cell, chosen, value)
        self.note(client, client.resolve(conflict, chosen, name), seen)

    def roles(self, client: C) -> frozenset[Role]:
        """The roles of the laptop's user."""
        user = self.server.users[client.replica]
        return frozenset(each.role for each in self.server.assignments if each.user == user)

    def editable(self, client: C, pick: int) -> Sequence[str]:
        """The kinds that the user may edit; now and then another one."""
        roles = self.roles(client)
        return [each for each in KINDS if pick == 0 or may(roles, each, Verb.EDIT)]

    def pick(self, client: C, pick: int, *kinds: str) -> RecordId | None:
        """One of the records that the laptop shows."""
        found = client.visible(*kinds)
        return found[pick % len(found)] if found else None

    # the line

    def deliver_late(self, pick: int) -> None:
        """A request arrives that its sender has given up, perhaps long ago; so does its answer, nowhere."""
        if self.late:
            self.deliver(self.late.pop(pick % len(self.late)))

    def deliver(self, request: bytes) -> list[bytes]:
        """The server answers. What it has heard before changes nothing."""
        told = decode_request(request)
        numbers = [each.n for each in (*told.edits, *told.sealed)]
        is_old = all(n <= len(self.server.log.get(told.replica, ())) for n in numbers)
        before, seq, done = dict(self.server.stored), self.server.seq, len(self.server.entries)
        lines = self.server.answer(request)
        assert not is_old or (before, seq) == (self.server.stored, self.server.seq)
        self._check_seen(before, self.server.entries[done:])
        return lines

    def _check_seen(self, before: Mapping[RecordId, Stored], entries: Sequence[Entry]) -> None:
        """Who removed or approved a record had on the screen what was there."""
        lost_numbers = self.server.lost_numbers
        for each in entries:
            edit, stored = each.decided.edit, before.get(each.decided.edit.id)
            if each.replica not in self.server.users:
                continue  # the server's own
            saved = self.saved[each.replica, edit.n]
            if each.verdict.code != "ok" or not saved.is_settled or stored is None:
                continue
            if each.was is not None or any(lost.holds(v) for lost in lost_numbers for v in _seen_in(edit)):
                continue  # what the author saw is not back yet
            seen = saved.seen
            if isinstance(edit, Remove):
                assert {**seen} == {k: v for k, v in stored.cells.items() if k in seen or v}, edit
            if isinstance(edit, Step) and edit.saw and stored.kind == "visit":
                judged = MACHINES["visit_approval"].covers
                assert all(seen.get(cell) == stored.cells.get(cell) for cell in judged), edit

    def assign(self, value: int) -> None:
        """Bob gets the second grid, or the specialist another one, or they lose them."""
        user, role = (("bob", Role.GRID_WORKER), ("cyd", Role.CARE_SPECIALIST))[value % 2]
        has = any(
            (each.user, each.role, each.place) == (user, role, "grid-2") for each in self.server.assignments
        )
        change = self.server.revoke if has else self.server.assign
        change(user, role, "grid-2")


def _seen_in(edit: Edit) -> Iterator[int]:
    """The versions that an edit says its author saw."""
    if isinstance(edit, Step):
        yield from edit.saw.values()
    if isinstance(edit, Step | Remove):
        yield edit.base
