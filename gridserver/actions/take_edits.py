"""Takes the edits of a laptop in: each decided on the present state, exactly once, whatever the line does."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec
from sqlalchemy.engine import Connection

from gridcore.ids import RecordId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.compaction import passed_by
from gridcore.sync.edits import GENESIS, Step, next_chain
from gridcore.sync.known import Author
from gridcore.sync.restored import past_of
from gridcore.sync.verdicts import Verdict, VerdictCode
from gridcore.wire.messages import Common, PaperBlock, Request
from gridcore.wire.pasts import MOST_TOLD, told
from gridcore.wire.receipts import receipt_base, wipe_base
from gridcore.wire.upgrades import Terms
from gridserver.actions.arrivals import let_arrive
from gridserver.actions.arriving import Arriving, RequestError, arriving, opened
from gridserver.actions.decide import Sender, decide, in_one_transaction
from gridserver.actions.decide_awaited import decide_awaited
from gridserver.actions.give_numbers import give_numbers
from gridserver.actions.left_room import refuse_too_many, that_fit
from gridserver.actions.note_copies import note_return
from gridserver.actions.write_as_server import SERVER_REPLICA
from gridserver.db import counter, edit_log, replicas
from gridserver.db.audit import Entry, append
from gridserver.db.counter import Reading
from gridserver.db.devices import Device, device_of
from gridserver.db.edit_log import Answered
from gridserver.db.paper_numbers import Holder
from gridserver.db.replicas import Acked
from gridserver.db.scopes import Access, access_of, day_of
from gridserver.installation import Installation

_REPLICA = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True)
class Pushed:
    """What became of the edits, how far the replica's edits are in, and what it need not receive again."""

    verdicts: tuple[Verdict, ...]
    n: int
    chain: str
    receipt: str = ""
    echoes: Mapping[RecordId, int] = field(default_factory=dict)
    papers: tuple[PaperBlock, ...] = ()
    others: frozenset[RecordId] = frozenset()
    """What was applied as it came and is no echo: it may lie where the laptop does not look for it."""
    safe_n: int = 0
    common: Common | None = None
    """What it has from before the pasts parted, where another copy of the laptop may have gone further."""
    has_lost: bool = False
    """Whether the server was ever restored, so that something may wait for what this request brought."""


@dataclass(frozen=True)
class WentBack:
    """The server has fewer edits than the laptop believes: it was restored."""

    have_n: int
    chain: str
    epoch: str
    past: list[str] | None = None


@dataclass(frozen=True)
class Forked:
    """The replica's past differs from the one that is known here: its file was copied or restored.

    Those of the request's edits that came here before are in `common`; `past` are the hashes of what is here.
    """

    have_n: int
    common: Common | None = None
    past: list[str] | None = None
    common_n: int = 0


def take_edits(
    installation: Installation, device: Device, request: Request, raws: Sequence[msgspec.Raw]
) -> Pushed | WentBack | Forked:
    """Decide and store a request's edits; those that came before get the answer they got.

    A household may have left for another community by a step of these, or by one that had waited for them.
    A device that is trusted no more may do this too; its edits are kept for the supervisor.
    Raises RequestError for a request that no laptop of ours makes, ProblemError: update_needed.
    """
    if installation.versions.terms(request.proto) is Terms.NOTHING:
        raise ProblemError(ProblemCode.UPDATE_NEEDED)
    if not _REPLICA.fullmatch(request.replica) or request.replica == SERVER_REPLICA:
        raise RequestError("no_such_replica")
    key, community = installation.envelope_key, request.community
    edits = arriving(raws, [opened(each, key, community) for each in request.sealed])

    def attempt(connection: Connection) -> Pushed | WentBack | Forked:
        return _push(connection, installation, device, request, edits)

    pushed = in_one_transaction(installation, community, attempt)
    if isinstance(pushed, Pushed):
        came_back = decide_awaited(installation, community) if pushed.has_lost else 0
        if came_back or any(isinstance(each.edit, Step) for each in edits):
            let_arrive(installation, community)
    return pushed


def _push(
    connection: Connection,
    installation: Installation,
    device: Device,
    request: Request,
    edits: Sequence[Arriving],
) -> Pushed | WentBack | Forked:
    community, replica, now = request.community, request.replica, installation.clock()
    reading = counter.read(connection, community)
    access = access_of(connection, community, device.user_id, device.home, day_of(now))
    if reading is None or access.is_empty:
        raise RequestError("no_such_community")
    acked = replicas.lock(
        connection, community, replica, device=device.device_id, user=device.user_id, now=now
    )
    if acked.n == 0 and not device.is_trusted:
        refuse_too_many(connection, community, device.device_id)
    first = min([request.n_acked + 1, *(each.n for each in edits[:1])])
    answered = edit_log.answers(connection, community, replica, first, acked.n) if first <= acked.n else {}
    parting = _parting(device, request, reading, acked, edits, answered)
    if isinstance(parting, Forked):
        common = _common(installation, request, answered, parting.common_n)
        parting = replace(parting, common=common)
        append(connection, community, Entry(now, device.user_id, "fork", replica, device.device_id))
    if parting is not None:
        if acked.device_id == device.device_id:
            past = told(edit_log.hashes(connection, community, replica, acked.n - MOST_TOLD))
            parting = replace(parting, past=past)
        return parting
    papers = _papers(connection, device, request, access, now)
    passed = passed_by((seq for scope, seq in request.scopes.items() if scope in access.scopes), reading.seq)
    fresh = [each for each in edits if each.n > acked.n]
    if fresh and fresh[0].n != acked.n + 1:
        raise RequestError("numbers_missing")
    trusted = not fresh or _is_trusted(connection, device, request, acked, now)
    if not trusted:
        fresh = that_fit(connection, community, device.device_id, fresh)
    verdicts = [answered[each.n].verdict for each in edits if each.n <= acked.n]
    if not fresh:
        replicas.seen(connection, community, replica, acked, now, passed=passed)
        return replace(_heard_before(installation, request, acked, edits, answered), papers=papers)
    author = _author(connection, device, request, access, reading)
    sender = Sender(device.name, trusted)
    decisions = decide(connection, installation, author, fresh, request.scopes, now, sender=sender)
    if not trusted:
        append(connection, community, Entry(now, device.user_id, "hand-in", replica, device.device_id))
    n, chain = fresh[-1].n, acked.chain
    for each in fresh:
        chain = next_chain(chain, each.hash)
    replicas.advance(connection, community, replica, n, chain, now, passed=passed or acked.passed)
    receipt = _receipt(installation, request, n, chain)
    # A laptop that hears another verdict about the same record again waits for the record itself.
    repeated = {each.record for each in edits if each.n <= acked.n or each.n in request.was}
    echoes = {record: seq for record, seq in decisions.echoes.items() if record not in repeated}
    verdicts += decisions.verdicts
    others = _applied(edits, verdicts) - echoes.keys()
    has_lost = bool(reading.lost)
    return Pushed(
        tuple(verdicts), n, chain, receipt, echoes, papers, others, safe_n=acked.safe_n, has_lost=has_lost
    )


def _heard_before(
    installation: Installation,
    request: Request,
    acked: Acked,
    edits: Sequence[Arriving],
    answered: Mapping[int, Answered],
) -> Pushed:
    """The answer to a request of which every edit is in already."""
    verdicts = tuple(answered[each.n].verdict for each in edits if each.n <= acked.n)
    is_news = bool(edits) or request.n_acked < acked.n
    receipt = _receipt(installation, request, acked.n, acked.chain) if is_news else ""
    common = None
    if edits and edits[-1].n < acked.n:  # it may not be this laptop that went further
        common = _common(installation, request, answered, edits[-1].n)
    others, safe_n = _applied(edits, verdicts), acked.safe_n
    return Pushed(verdicts, acked.n, acked.chain, receipt, others=others, safe_n=safe_n, common=common)


def _applied(edits: Sequence[Arriving], verdicts: Sequence[Verdict]) -> frozenset[RecordId]:
    """The records whose every edit got a plain ok: a laptop takes one that it is not told of for an echo."""
    plain = {each.n for each in verdicts if each.code is VerdictCode.OK and each.seq > 0}
    return frozenset(each.record for each in edits if each.n in plain) - {
        each.record for each in edits if each.n not in plain
    }


def _parting(
    device: Device,
    request: Request,
    reading: Reading,
    acked: Acked,
    edits: Sequence[Arriving],
    answered: Mapping[int, Answered],
) -> WentBack | Forked | None:
    """Whether laptop and server remember the same past."""
    if acked.device_id != device.device_id:
        return Forked(0)
    if request.epoch not in ("", reading.epoch) or request.n_acked > acked.n:
        return WentBack(acked.n, acked.chain, reading.epoch)
    chain = request.chain if request.n_acked else GENESIS
    for n in range(request.n_acked + 1, acked.n + 1):
        chain = next_chain(chain, answered[n].hash)
    if chain != acked.chain:
        return Forked(acked.n)
    for each in edits:
        if each.n <= acked.n and answered[each.n].hash != each.hash:
            return Forked(acked.n, common_n=each.n - 1)
    return None


def _common(
    installation: Installation, request: Request, answered: Mapping[int, Answered], n: int
) -> Common | None:
    """What the server has of this very past: up to number `n`, signed."""
    if n <= request.n_acked:
        return None
    chain = request.chain if request.n_acked else GENESIS
    for each in range(request.n_acked + 1, n + 1):
        chain = next_chain(chain, answered[each].hash)
    return Common(n, _receipt(installation, request, n, chain))


def _author(
    connection: Connection, device: Device, request: Request, access: Access, reading: Reading
) -> Author:
    return Author(
        user=device.user_id,
        name=device.user_name,
        replica=request.replica,
        community=request.community,
        assignments=access.assignments,
        scopes=access.scopes,
        former_scopes=access.former_scopes,
        own_replicas=replicas.replicas_of(connection, request.community, device.user_id),
        past=past_of(request.replica, reading.lost, request.was),
    )


def _papers(
    connection: Connection, device: Device, request: Request, access: Access, now: datetime
) -> tuple[PaperBlock, ...]:
    holder = Holder(request.community, device.device_id, request.replica)
    return tuple(give_numbers(connection, holder, access.assignments, request.papers, day_of(now)))


def _is_trusted(
    connection: Connection, device: Device, request: Request, acked: Acked, now: datetime
) -> bool:
    """Looked up here, in the transaction that writes: trust ends at once, also that in one of two copies."""
    if acked.is_return and device.is_trusted:
        note_return(connection, device, request.community, request.replica, now)
    held = device_of(connection, device.device_id)
    return held is not None and held.is_trusted


def _receipt(installation: Installation, request: Request, n: int, chain: str) -> str:
    signed = receipt_base(request.replica, request.community, n, chain)
    return base64.b64encode(installation.receipt_key.sign(signed)).decode("ascii")


def wipe_order(installation: Installation, request: Request, pushed: Pushed) -> str:
    """The order to give up the copy on a laptop, as signed for this request alone."""
    signed = wipe_base(request.replica, request.community, pushed.n, pushed.chain, request.now)
    return base64.b64encode(installation.receipt_key.sign(signed)).decode("ascii")
