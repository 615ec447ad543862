"""What a decision looks at, over SQL: read in bulk before, on a miss later, and always locked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.engine import Connection

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ReplicaId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.sync.aid_places import Granted
from gridcore.sync.edits import Create, Edit, Merge, Set, Step, Text
from gridcore.sync.known import LeftBehind, Told, links_in, parent_in, parent_of
from gridcore.sync.stored import Stored
from gridcore.sync.twins import BUILDING, DOCUMENT_NUMBER, Trait, Twin, are_told_apart, trait_of
from gridserver.db import accounts, edit_log, left_behind, records, statement, twins
from gridserver.db.blind import BlindIndex
from gridserver.db.records import Lock
from gridserver.db.seal import Sealer

_HOLDERS = ("conflict", "proposal", "rights_request")
"""Kinds whose cell `subject` names the record that they are about."""


class LockedRecords:
    """The server's records as one request sees them. What was looked at stays locked until commit.

    Records are locked in the order of their ids, group by group; where two requests meet in another order,
    PostgreSQL ends one of them and it begins anew.
    """

    def __init__(
        self,
        connection: Connection,
        sealer: Sealer,
        blind: BlindIndex,
        community: CommunityId,
        *,
        day: date,
    ) -> None:
        self._connection = connection
        self._sealer = sealer
        self.hashes = twins.Hashes(blind, community)
        self._community = community
        self._day = day
        self.parked_bodies: dict[tuple[ReplicaId, int], bytes] = {}
        self._records: dict[RecordId, Stored | None] = {}
        self._unlocked: set[RecordId] = set()
        self._twins: dict[Trait, frozenset[RecordId]] = {}
        self._arriving: dict[RecordId, Create] = {}
        self._granted: dict[RecordId, Granted] = {}

    def prepare(self, edits: Sequence[Edit]) -> None:
        """Read what deciding these edits will most likely look at, in a few statements."""
        self._arriving = {each.id: each for each in edits if isinstance(each, Create)}
        winners = {each.winner for each in edits if isinstance(each, Merge)}
        self._fetch(winners.union(each.id for each in edits))
        self._fetch({named for each in edits for named in _named(each)}, Lock.SHARED)
        self._fetch_above([*self._records])
        around: set[RecordId] = set()
        for stored in self._records.values():
            if stored is not None:
                around |= _around(stored)
        self._fetch(around)
        self._fetch_twins()

    def claim(self, records: Iterable[RecordId]) -> bool:
        """Lock what was only read and is to be written now; whether it is still as it was read."""
        claimed = self._unlocked.intersection(records)
        found = self._read(sorted(claimed), Lock.ALONE)
        return all(found.get(each) == self._records[each] for each in claimed)

    def before(self, record: RecordId) -> Stored | None:
        """The record as it stood before the request, if it was looked at."""
        return self._records.get(record)

    def are_twins_unchanged(self) -> bool:
        """Whether nobody else has made a twin of what this request made."""
        return twins.find(self._connection, self.hashes, self._community, self._twins) == self._twins

    def record(self, record: RecordId) -> Stored | None:
        """The record as it stands, locked; or None."""
        if record not in self._records:
            self._fetch([record])
        return self._records[record]

    def children(self, record: RecordId) -> Sequence[RecordId]:
        """The records that hang on this one, read in one go: all will be looked at."""
        found = records.children(self._connection, self._community, record)
        self._fetch(found)
        return found

    def linked(self, record: RecordId) -> Sequence[RecordId]:
        """The records that name this one otherwise than as their parent; all will be looked at."""
        stored = self.record(record)
        if stored is None:
            return []
        found = records.linked(self._connection, self._community, record, stored.kind)
        self._fetch(found)
        return found

    def value_at(self, record: RecordId, cell: str, version: int) -> Value:
        """The value that a cell got at a version, or None where the log does not have it."""
        stored = self.record(record)
        if stored is not None and version > 0 and stored.version(cell) == version:
            return stored.cells.get(cell)
        logged = edit_log.at_version(self._connection, self._sealer, self._community, record, cell, version)
        if logged is None:
            return None
        return logged.result[cell] if cell in logged.result else _sent(logged.edit, cell)

    def merged_before(self, record: RecordId, cell: str, replica: ReplicaId, base: int) -> str | None:
        """The newest text that this replica sent for the cell on this base and that went into it, or None."""
        found = edit_log.texts_of(self._connection, self._sealer, self._community, record, cell, replica)
        for each in found:
            if _base_of(each.edit) == base:
                value = _sent(each.edit, cell)
                return value if isinstance(value, str) else None
        return None

    def twin(self, stored: Stored, but: frozenset[RecordId] = frozenset()) -> Twin | None:
        """Another present record of the community that is the same person, and none of those; or None."""
        trait = trait_of(stored.kind, stored.cells)
        if trait is None:
            return None
        if trait not in self._twins:
            self._twins |= twins.find(self._connection, self.hashes, self._community, [trait])
        for each in sorted(self._twins[trait] - {stored.id} - but):
            other = self.record(each)
            if other is not None and self._are_one(trait, stored, other):
                return Twin(each, trait.field)
        return None

    def granted(self, project: RecordId) -> Granted:
        """The present grants of a project, which is held: of two requests for its last place one waits.

        Whoever waited counts what the other one committed: each statement sees what is committed by then.
        """
        if project not in self._granted:
            self._granted[project] = records.grants(self._connection, self._community, project)
        return self._granted[project]

    def told(self, replica: ReplicaId, n: int) -> Told:
        """Who made an edit that came before, and when that was by the laptop's clock."""
        found = edit_log.author_of(self._connection, self._community, replica, n)
        user = accounts.user_of(self._connection, found[0]) if found is not None else None
        return Told(user.name if user is not None else "", found[1] if found is not None else "")

    def works_here(self, user: UserId) -> bool:
        """Whether the account is in use, with an assignment in the community today."""
        known = accounts.user_of(self._connection, user)
        if known is None or not known.is_active:
            return False
        return bool(accounts.assignments_of(self._connection, self._community, user, self._day))

    def is_community(self, code: CommunityId) -> bool:
        """Whether the server has a community of this code."""
        told = "SELECT 1 FROM community WHERE community_id = %s"
        return statement.row(self._connection, told, (code,)) is not None

    def left_behind(self, record: Stored) -> LeftBehind | None:
        """The parked edits that a record of left-behind work stands for; their records are read at once."""
        found = left_behind.read(self._connection, self._sealer, self._community, record, self._day)
        if found is None:
            return None
        left, bodies = found
        self.parked_bodies.update({(left.author.replica, n): body for n, body in bodies.items()})
        self._fetch(sorted({each.id for each in left.edits}))
        return left

    def _are_one(self, trait: Trait, stored: Stored, other: Stored) -> bool:
        if trait.kind == BUILDING:
            return stored.scope != other.scope
        one, two = parent_of(stored), parent_of(other)
        if trait.field == DOCUMENT_NUMBER:
            return one != two
        address = self._address(one)
        if address is None or address != self._address(two):
            return False
        return not are_told_apart(self.record, stored, other)

    def _address(self, household: RecordId | None) -> str | None:
        if household is None:
            return None
        arriving, stored = self._arriving.get(household), self.record(household)
        cells = stored.cells if stored is not None else arriving.cells if arriving is not None else {}
        address = cells.get("address")
        return "".join(address.split()) if isinstance(address, str) and address.strip() else None

    def _fetch_above(self, ids: Iterable[RecordId]) -> None:
        """What these hang on, up to the building: read without a lock, for it is seldom written (`claim`)."""
        level = set(ids)
        while level:
            found = [self._records[each] for each in level]
            level = {p for each in found if each is not None and (p := parent_of(each)) is not None}
            level -= self._records.keys()
            self._fetch(level, Lock.NONE)
            self._unlocked |= level

    def _fetch(self, ids: Iterable[RecordId], lock: Lock = Lock.ALONE) -> None:
        missing = [each for each in ids if each not in self._records]
        if missing:
            self._records.update(dict.fromkeys(missing))
            self._records.update(self._read(missing, lock))

    def _read(self, ids: Sequence[RecordId], lock: Lock) -> dict[RecordId, Stored]:
        found = records.read(self._connection, self._sealer, self._community, ids, lock)
        return {each.id: each for each in found}

    def _fetch_twins(self) -> None:
        traits = [trait_of(each.kind, each.cells) for each in self._arriving.values()]
        wanted = [each for each in traits if each is not None]
        self._twins |= twins.find(self._connection, self.hashes, self._community, wanted)
        self._fetch({record for each in wanted for record in self._twins[each]})


def _named(edit: Edit) -> Iterator[RecordId]:
    """What a new record hangs on, and what it names that may turn out to be another one."""
    if not isinstance(edit, Create) or edit.kind not in RECORD_TYPES:
        return
    parent = edit.parent or parent_in(edit.kind, edit.cells)
    if parent is not None:
        yield parent
    for cell in links_in(edit.kind):
        value = edit.cells.get(cell)
        if isinstance(value, str):
            yield RecordId(value)


def _around(stored: Stored) -> set[RecordId]:
    """The conflicts that a record's cells stand in, and what a conflict or proposal is about."""
    found = {stamp.conflict for stamp in stored.vers.values() if stamp.conflict is not None}
    subject = stored.cells.get("subject") if stored.kind in _HOLDERS else None
    return found | ({RecordId(subject)} if isinstance(subject, str) else set())


def _sent(edit: Edit, cell: str) -> Value:
    """The value that an edit sent for a cell that is no set."""
    match edit:
        case Create(cells=cells):
            return cells.get(cell)
        case Set(value=value) | Text(value=value):
            return value
        case Step(to=to):
            return to
        case _:
            return None


def _base_of(edit: Edit) -> int:
    match edit:
        case Set(base=base) | Text(base=base):
            return base
        case Create():
            return 0
        case _:
            return -1
