"""The server's database burns in a history, and an earlier backup is put back, as the manual says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from gridclient.sync.transport import Call
from gridcore.ids import ReplicaId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.outcomes import NOT_HERE
from gridcore.wire.messages import Mark, decode_line, decode_request
from gridcore.wire.polls import OPENING
from tests.core.sync_whole import Hung
from tests.fakes.memory_past import Backup, backed_up, differences, put_back
from tests.fakes.memory_server import MemoryServer
from tests.simulation.abroad import Kept
from tests.simulation.copies import meet_again
from tests.simulation.photo_server import Tables

if TYPE_CHECKING:
    from tests.core.sync_sides import Server
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office

_RECONCILE = "/reconcile/"
_MOST_BACKUPS = 3


class Postgres(Protocol):
    """A real database that can burn."""

    def back_up(self) -> None:
        """Copy it to another place."""

    def put_back(self, pick: int) -> None:
        """One of the copies takes its place, and the server is told."""

    def differences(self, replica: ReplicaId, scope: ScopeId, body: bytes) -> list[bytes] | None:
        """The answer to a laptop that compares a scope; None where it may not."""


@dataclass
class Backups:
    """What was backed up in a history, oldest first, with what was known of what hung on what, and photos."""

    kept: list[tuple[Backup, Hung, Tables | None, Kept]] = field(default_factory=list)
    burnt: int = 0


def back_up(office: Office) -> None:
    """The database is copied to another place."""
    if office.of_postgres is not None:
        office.of_postgres.back_up()
    elif isinstance(office.server, MemoryServer):
        backup = (
            *(backed_up(office.server), dict(office.hung)),
            *(office.photos.backed_up(), office.abroad.backed_up()),
        )
        office.backups.kept = [*office.backups.kept[-_MOST_BACKUPS + 1 :], backup]


def burn(office: Office, pick: int, is_known: int) -> None:
    """The server goes back to a backup; what was revoked since is revoked again before it starts.

    Duties that were given since are given again, or are not. What no laptop can send again any more may be
    lost: nobody promised to keep it for longer.
    """
    server, before = office.server, [*office.server.assignments]
    if office.may_part or not _put_back(office, pick):
        return
    office.backups.burnt += 1
    in_grids = [each for each in server.assignments if not each.place.startswith("case/")]
    for each in in_grids:
        if each not in before:
            server.revoke(str(each.user), each.role, each.place)
    if is_known % 2:
        for each in before:
            if each not in server.assignments and not each.place.startswith("case/"):
                server.assign(str(each.user), each.role, each.place)
    for client in office.clients:
        client.is_answered_again = True
    meet_again(office)
    _forgive(office, server)


def check_again(office: Office, request: bytes, lines: Sequence[bytes]) -> None:
    """What was taken before a fire is not refused for want of what may still come back after it."""
    lost = office.server.lost_numbers
    if not lost or request.startswith(OPENING):
        return
    was, told = decode_request(request).was, decode_line(lines[0])
    head = told.h if isinstance(told, Mark) else None
    for each in head.verdicts if head is not None else ():
        is_again = any(one.holds(abs(was.get(each.n, 0))) for one in lost)
        assert not is_again or each.extra != NOT_HERE.extra, f"taken before a fire, then refused: {each}"


def _put_back(office: Office, pick: int) -> bool:
    """One of the backups; False where there is none."""
    server, kept = office.server, office.backups.kept
    if office.of_postgres is not None:
        office.of_postgres.put_back(pick)
        return True
    if not isinstance(server, MemoryServer) or not kept:
        return False
    backup, hung, attached, away = kept[pick % len(kept)]
    put_back(server, backup)
    office.photos.put_back(attached)
    office.abroad.put_back(away)
    office.hung = dict(hung)
    return True


def _forgive(office: Office, server: Server) -> None:
    """What the server lost and a laptop had sent as another replica before is asked for no longer."""
    held = {each.replica for each in office.clients}
    office.forgiven |= {
        (replica, n)
        for replica, n in office.saved
        if replica not in held and n > len(server.log.get(replica, ()))
    }


def compared(office: Office, client: Laptop, call: Call) -> list[bytes]:
    """The answer to a laptop that compares a scope. Raises ProblemError where it asks for anything else."""
    path = unquote(urlsplit(call.target).path)
    lines = None
    scope = ScopeId(path.removeprefix(_RECONCILE))
    if isinstance(office.server, MemoryServer) and scope != path:
        lines = differences(office.server, client.replica, scope, call.body)
    elif office.of_postgres is not None and scope != path:
        lines = office.of_postgres.differences(client.replica, scope, call.body)
    if lines is None:
        raise ProblemError(ProblemCode.SERVER_FAILED, status=404)
    office.trace += [call.body, *lines]
    return lines
