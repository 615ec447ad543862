"""What the server without a database knows of its past: backups, restores, copied laptops, differences.

Each function says of `MemoryServer` what a module of `gridserver` says of PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import STAFF_SCOPE, Assignment
from gridcore.roles import Role
from gridcore.sync.changes import numbered
from gridcore.sync.edits import GENESIS, Edit, Remove, Step, decode_edit, edit_hash, next_chain
from gridcore.sync.known import Author
from gridcore.sync.left_behind import PARKED_EDIT
from gridcore.sync.outcomes import Decided, invalid
from gridcore.sync.restored import AWAITED, LostRange, beyond
from gridcore.sync.stored import digest
from gridcore.sync.take import take
from gridcore.sync.verdicts import NOT_APPLIED
from gridcore.wire import pasts
from gridcore.wire.messages import Commit, GoneLine, Mark, Request, encode_line
from gridcore.wire.reconcile import Differences, Tree, decode_question, encode_differences
from gridcore.wire.sealed import SealedEdit, former
from gridcore.workflows.decision import ADMITTED, WAITING
from tests.fakes.memory_log import common_of

if TYPE_CHECKING:
    from tests.fakes.memory_server import MemoryServer

SECOND = 1_767_225_600
"""The clock by which the first restore happens, in seconds."""
SERVER_REPLICA = ReplicaId("server")
BY = UserId("restore")
_OUTSIDE = ("grids", "page", "users", "restores", "now", "carried")
"""What a restore does not take back: laptops stay enrolled."""
NO_RECORD = RecordId("")
_SEALED = b"sealed "


# backups and restores


@dataclass(frozen=True)
class Backup:
    """Everything that a server keeps in its database, as it was at some moment."""

    kept: Mapping[str, Any]


def backed_up(server: MemoryServer) -> Backup:
    """A backup of the database; records and entries never change, so the dicts around them are enough."""
    return Backup(
        {
            each.name: _copied(getattr(server, each.name))
            for each in fields(server)
            if each.name not in _OUTSIDE
        }
    )


def _copied(value: Any) -> Any:
    found = copy(value)
    if isinstance(found, dict):
        return {key: copy(each) if isinstance(each, dict | set) else each for key, each in found.items()}
    return found


def put_back(server: MemoryServer, backup: Backup) -> None:
    """The database burns, the backup is restored, and the server is told of it before anybody asks."""
    for name, value in backup.kept.items():
        setattr(server, name, _copied(value))
    begin_anew(server)


def begin_anew(server: MemoryServer) -> None:
    """Another epoch, and numbers beyond all that were given out (`gridserver/actions/restored.py`)."""
    server.restores += 1
    server.epoch = f"epoch-{server.restores + 1}"
    ahead = beyond(server.seq, SECOND + server.restores)
    server.lost_numbers, server.seq = (*server.lost_numbers, LostRange(server.seq, ahead)), ahead


# pasts that part


def meet(server: MemoryServer, replica: ReplicaId, former: ReplicaId) -> None:
    """A laptop that was copied, or that went back, comes as a new replica of the same device."""
    server.users.setdefault(replica, server.users[former])


def parting(server: MemoryServer, request: Request) -> Mark | None:
    """Whether laptop and server remember the same past (`gridserver/actions/take_edits.py`)."""
    replica = request.replica
    log, chain = server.log.get(replica, {}), server.chains.get(replica, GENESIS)
    past = pasts.told([log[n].hash for n in sorted(log)])
    if request.epoch not in ("", server.epoch) or request.n_acked > len(log):
        return Mark(restore=len(log), chain=chain, epoch=server.epoch, past=past)
    common_chain = request.chain if request.n_acked else GENESIS
    for n in range(request.n_acked + 1, len(log) + 1):
        common_chain = next_chain(common_chain, log[n].hash)
    if common_chain != chain:
        return Mark(fork=len(log), past=past)
    known = [each for each in request.edits if each.n <= len(log)]
    others = [each.n for each in known if log[each.n].hash != hash_of(each, server.carried)]
    common = common_of(request.n_acked, min(others) - 1) if others else None
    return Mark(fork=len(log), common=common, past=past) if others else None


# what was handed in and is sent again


class SameEnvelopes:
    """Seals in a way that gives the same bytes each time; nobody may open it but `opened`."""

    def encrypt(self, body: bytes, key: object, bound: bytes) -> bytes:
        """As much as a laptop needs of the product's envelopes."""
        return _SEALED + bytes(each ^ 0xFF for each in body)


def opened(sealed: SealedEdit, carried: dict[str, str]) -> Edit:
    """The edit that a laptop can no longer read; one that says nothing any more keeps number and hash.

    By `carried` is found how the laptop knows one that it says under another number: it cannot hash it anew.
    """
    inner = former(sealed) or sealed
    if not inner.body.startswith(_SEALED):
        return Remove(sealed.n, GroupId(sealed.hash), NO_RECORD, 0)
    found = decode_edit(bytes(each ^ 0xFF for each in inner.body.removeprefix(_SEALED)))
    assert edit_hash(found) == inner.hash
    again = numbered(found, sealed.n)
    carried[edit_hash(again)] = sealed.hash
    return again


def hash_of(edit: Edit, carried: Mapping[str, str]) -> str:
    """The hash of an edit as its laptop knows it, also of one of which nothing else is left."""
    hashed = edit.grp if edit.id == NO_RECORD else edit_hash(edit)
    return carried.get(hashed, hashed)


def emptied_ones(edits: Sequence[Edit]) -> tuple[Decided, ...]:
    """The decisions on those of the edits of which only number and hash are left."""
    gone = [each for each in edits if each.id == NO_RECORD]
    return tuple(Decided(each, invalid("not_an_edit"), each.id, each.id, ()) for each in gone)


# what waits for the rest to come back


def decide_awaited(server: MemoryServer) -> None:
    """Take over what waited and can be decided now (`gridserver/actions/decide_awaited.py`)."""
    waiting = [each for each in server.present(STAFF_SCOPE) if each.kind == PARKED_EDIT]
    for each in sorted(waiting, key=lambda one: one.seq):
        held = server.stored[each.id]
        if (held.cells["progress"], held.cells["reason"]) == (WAITING, AWAITED.extra):
            _take_over(server, each.id)


def _take_over(server: MemoryServer, record: RecordId) -> None:
    """Admit it where its author may do all of it, with no more access than the author has now."""
    held = server.stored[record]
    left = server.left_behind(held)
    if left is None:
        return
    author = server.author(left.author.replica, left.author.past.was)
    if any(each.outcome.code in NOT_APPLIED for each in take(server, author, left.edits).decided):
        return
    n = len(server.log.setdefault(SERVER_REPLICA, {})) + 1
    step = Step(n, GroupId(f"{BY}:{record}"), record, "progress", WAITING, ADMITTED, held.seq)
    supervisor = Assignment(BY, Role.SUPERVISOR, author.community)
    itself = Author(BY, BY, SERVER_REPLICA, author.community, (supervisor,), frozenset(), is_system=True)
    server.write(itself, server.decide(itself, [step]))


# comparing


def differences(server: MemoryServer, replica: ReplicaId, scope: ScopeId, body: bytes) -> list[bytes] | None:
    """Which records of a scope are not as a laptop has them (`gridserver/actions/give_differences.py`)."""
    if scope not in server.scopes(server.users[replica]):
        return None
    question = decode_question(body)
    rows = [(each.id, each.seq) for each in server.present(scope)]
    tree = Tree(rows)
    answer = [encode_differences(Differences(server.seq, tree.differing(question.nodes)))]
    wanted: list[RecordId] = []
    for prefix, told in question.rows.items():
        here, known = dict(tree.below(prefix)), dict(told)
        wanted += [record for record, seq in here.items() if known.get(record) != seq]
        answer += [encode_line(GoneLine(record)) for record, _ in told if record not in here]
    answer += [encode_line(server.line(server.stored[each])) for each in wanted]
    return [*answer, encode_line(Mark(c=Commit(scope, server.seq, len(rows), digest(rows), more=True)))]
