"""Households go to another community in a history, whatever happens between the two transactions.

What is said in the other community is said at its server: its laptops are as all others are, and not played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from gridcore.codes.people import GONE
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.departures import Departed
from gridcore.sync.edits import Create, Set
from gridcore.sync.erasing import ERASE
from gridcore.sync.known import parent_of
from gridcore.sync.moving_away import HOUSEHOLD, TRAVELS, arrivals_scope, id_there, moved_to
from gridcore.sync.stored import RecordState, Stored
from gridcore.workflows.decision import ACCEPTED, OPEN
from tests.fakes import memory_arrivals
from tests.fakes.memory_past import SERVER_REPLICA, Backup, backed_up, put_back
from tests.fakes.memory_server import COMMUNITY, MemoryServer

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office

AWAY = CommunityId("330106001002")
THERE = arrivals_scope(AWAY)
NOBODY_DIES, BEFORE, BETWEEN = range(3)
"""Where a server ends that lets a household arrive: before the second transaction, or before it is noted."""
_KEEPER = UserId("keeper")
_SUPERVISORS = ("sue", "sam")
_CELLS: Mapping[str, str] = {HOUSEHOLD: "address", "resident": "name"}


@dataclass(frozen=True)
class Kept:
    """A backup of the other community, with what was known of it then."""

    backup: Backup | None
    written: Mapping[tuple[RecordId, str], Value]
    back: frozenset[RecordId]
    gone: frozenset[RecordId]
    stayed: frozenset[RecordId]


class OtherSide(Protocol):
    """The other community, as far as people and the oracle look at it."""

    @property
    def stored(self) -> Mapping[RecordId, Stored]: ...

    def times_made(self, record: RecordId) -> int:
        """How often the server said that there be a record."""

    def let_arrive(self) -> None:
        """Let arrive whatever is on its way, as a server does when it starts."""

    def change(self, record: RecordId, cell: str, value: Value) -> None:
        """Somebody there writes, in sight of what stands."""


@dataclass
class Abroad:
    """What is known of the other community: what was written there, and who is known to have gone."""

    side: OtherSide | None = None
    dies: int = NOBODY_DIES
    gone: set[RecordId] = field(default_factory=set)
    stayed: set[RecordId] = field(default_factory=set)
    """What hung on a household when it went, and did not go along."""
    written: dict[tuple[RecordId, str], Value] = field(default_factory=dict)
    back: set[RecordId] = field(default_factory=set)
    """What somebody there put back after a fire."""
    lost: dict[RecordId, Stored] = field(default_factory=dict)

    def backed_up(self) -> Kept:
        """All of it, as it is now."""
        there = self.side.there if isinstance(self.side, MemoryNeighbour) else None
        backup = backed_up(there) if there is not None else None
        known = (frozenset(each) for each in (self.back, self.gone, self.stayed))
        return Kept(backup, dict(self.written), *known)

    def put_back(self, kept: Kept) -> None:
        """Both communities burn together: they are in one database."""
        self.written, self.back = dict(kept.written), set(kept.back)
        self.gone, self.stayed = set(kept.gone), set(kept.stayed)
        if isinstance(self.side, MemoryNeighbour):
            before = dict(self.side.there.stored)
            if kept.backup is not None:
                put_back(self.side.there, kept.backup)
            else:
                self.side.begin()
            self.lost |= {each: held for each, held in before.items() if each not in self.side.there.stored}


@dataclass
class MemoryNeighbour:
    """The other community over dicts."""

    office: Office
    there: MemoryServer = field(default_factory=MemoryServer)
    yan: ReplicaId = field(init=False)

    def __post_init__(self) -> None:
        """Found it."""
        self.begin()

    def begin(self) -> None:
        """As it is before anybody went there."""
        self.there = MemoryServer(grids=(AWAY,), communities=(AWAY,))
        self.yan = self.there.enrol("yan", (Role.SUPERVISOR, COMMUNITY))

    @property
    def stored(self) -> Mapping[RecordId, Stored]:
        """Every record there."""
        return self.there.stored

    def times_made(self, record: RecordId) -> int:
        """How often the server said that there be a record; who put it back is not the server."""
        return sum(
            each.replica == SERVER_REPLICA
            and each.decided.edit.id == record
            and not each.decided.edit.grp.startswith(_KEEPER)
            for each in self.there.entries
        )

    def let_arrive(self) -> None:
        """Let arrive what is on its way, unless the server dies meanwhile."""
        server, abroad = self.office.server, self.office.abroad
        assert isinstance(server, MemoryServer)
        for departed in [*server.departed]:
            dies, abroad.dies = abroad.dies, NOBODY_DIES
            if dies != BEFORE:
                self.take_in(departed)
            if dies == NOBODY_DIES:
                server.departed.remove(departed)

    def take_in(self, departed: Departed) -> None:
        """The second transaction: the seam at which a test plants its bugs."""
        memory_arrivals.take_in(self.there, COMMUNITY, departed)

    def change(self, record: RecordId, cell: str, value: Value) -> None:
        """Somebody there writes, in sight of what stands."""
        n, base = len(self.there.log.get(self.yan, {})) + 1, self.there.stored[record].version(cell)
        edit = Set(n, GroupId(f"yan-{n}"), record, cell, value, base)
        ((verdict,), _) = self.there.push(self.yan, [edit])
        assert verdict.code == "ok", verdict

    def make(self, record: RecordId, cells: dict[str, Value]) -> None:
        """Somebody there puts a household back."""
        made = Create(0, GroupId(f"{_KEEPER} {record}"), record, HOUSEHOLD, cells, scope=THERE)
        memory_arrivals.say(self.there, _KEEPER, [made])


# what people do


def ask(office: Office, laptop: Laptop, pick: int) -> RecordId | None:
    """Say that a household goes to the other community."""
    household = office.pick(laptop, pick, HOUSEHOLD)
    if household is not None:
        office.note(laptop, laptop.move(household, THERE), laptop.shown(household).cells)
    return household


def agree(office: Office, laptop: Laptop, pick: int) -> None:
    """Agree that a household goes."""
    shown = {each: laptop.shown(each).cells for each in laptop.visible("proposal")}
    found = [
        each
        for each, cells in shown.items()
        if (cells.get("progress"), cells.get("cell"), cells.get("value")) == (OPEN, "scope", THERE)
    ]
    if found:
        record = found[pick % len(found)]
        office.note(laptop, laptop.step(record, ACCEPTED), shown[record])


def leave(office: Office, laptop: Laptop, numbers: tuple[int, int, int], fate: str, cut: int) -> None:
    """Somebody asks, another supervisor agrees; a third has written of them and not yet said so."""
    a, b, c = numbers
    household = ask(office, laptop, a)
    office.sync(laptop, "whole", 0)
    users = office.server.users
    others = [each for each in office.clients if each is not laptop]
    agreeing = [each for each in others if users.get(each.replica) in _SUPERVISORS]
    if household is None or not agreeing:
        return
    late = others[b % len(others)]
    if b % 3:
        office.edit(late, a, b, c)
        office.add_record(late, a, c)
    office.sync(agreeing[0], "whole", 0)
    agree(office, agreeing[0], a)
    office.abroad.dies = c % 3
    office.sync(agreeing[0], fate, cut)
    if c % 2:
        office.sync(late, "whole", 0)


def change(office: Office, pick: int) -> None:
    """Somebody in the other community writes of somebody who arrived."""
    side = office.abroad.side
    present = [each for each in _there(side) if each.state is RecordState.PRESENT]
    found = sorted(each.id for each in present if each.kind in _CELLS)
    if side is not None and found:
        record = found[pick % len(found)]
        cell, value = _CELLS[side.stored[record].kind], office.word()
        side.change(record, cell, value)
        office.abroad.written[record, cell] = value


def bring_back(office: Office, pick: int) -> None:
    """After a fire somebody in the other community puts a household back that the server has lost."""
    abroad = office.abroad
    side = abroad.side
    if not isinstance(side, MemoryNeighbour):
        return
    lost = {each: held for each, held in abroad.lost.items() if each not in side.stored}
    found = sorted(each for each, held in lost.items() if held.kind == HOUSEHOLD)
    if found:
        record = found[pick % len(found)]
        held = lost[record].cells
        side.make(record, {"address": held.get("address")})
        abroad.back.add(record)


# what must be true


def look(office: Office) -> None:
    """Whoever went to the other community stays away, but for a fire; who lives in a household goes along."""
    abroad, stored = office.abroad, office.server.stored
    away = {each.id for each in stored.values() if moved_to(each) is not None}
    for gone in abroad.gone - away:
        assert stored[gone].state is RecordState.ERASED, ("went away and is back", gone)
    is_alone = isinstance(abroad.side, MemoryNeighbour)  # elsewhere another request may have come between
    for each in stored.values() if is_alone and away - abroad.gone else ():
        if parent_of(each) in away - abroad.gone:
            abroad.stayed.add(each.id)
            stays = each.kind not in TRAVELS or each.cells.get("status") in GONE
            assert stays or each.state is not RecordState.PRESENT, ("left behind", each.kind, each.id)
    abroad.gone |= away


def check_rest(office: Office) -> None:
    """Whoever went has arrived once, with what was known of them; nobody was added to a household since."""
    side, stored = office.abroad.side, office.server.stored
    if side is None:
        return
    office.abroad.dies = NOBODY_DIES
    side.let_arrive()
    look(office)
    away = [each for each in stored.values() if moved_to(each) is not None]
    for each in away:
        there = id_there(AWAY, each.id)
        assert there in side.stored, ("has not arrived", each.kind, each.id)
        assert side.times_made(there) == 1, ("made otherwise than once", each.id)
        for name in sorted(TRAVELS[each.kind] & each.cells.keys()):
            _check_travelled(office, side, each, name)
    arrived = {each.id for each in _there(side)}
    sent = {id_there(AWAY, each) for each in office.abroad.gone}  # some may have been erased since
    assert arrived <= sent | office.abroad.back, "nobody sent them"
    for each in stored.values() if isinstance(side, MemoryNeighbour) else ():
        above = stored.get(parent_of(each) or RecordId(""))
        is_added = each.state is RecordState.PRESENT and each.id not in office.abroad.stayed
        is_added = is_added and each.cells.get("cell") != ERASE  # the old community answers for what it kept
        assert not is_added or above is None or moved_to(above) is None, ("added to", each.kind, each.id)
    for (record, cell), value in office.abroad.written.items():
        assert value == side.stored[record].cells.get(cell) or _is_doubted(side, record, cell, value), record


def _check_travelled(office: Office, side: OtherSide, gone: Stored, name: str) -> None:
    there, value = id_there(AWAY, gone.id), gone.cells[name]
    field = RECORD_TYPES[gone.kind].fields.get(name)
    if field is not None and field.link is not None:
        named = id_there(AWAY, RecordId(str(value)))
        value = named if named in side.stored else None
    here = side.stored[there].cells.get(name)
    is_written = (there, name) in office.abroad.written
    assert here == value or is_written or _is_doubted(side, there, name, value), ("lost on the way", name)


def _is_doubted(side: OtherSide, record: RecordId, cell: str, value: Value) -> bool:
    for each in side.stored.values():
        if each.kind == "conflict" and (each.cells.get("subject"), each.cells.get("cell")) == (record, cell):
            sides = each.cells.get("sides")
            told = sides.values() if isinstance(sides, dict) else ()
            if value in [one.get("value") for one in told if isinstance(one, dict)]:
                return True
    return False


def _there(side: OtherSide | None) -> Iterator[Stored]:
    for each in side.stored.values() if side is not None else ():
        if each.kind in TRAVELS:
            yield each
