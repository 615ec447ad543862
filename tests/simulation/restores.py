"""The server's database burns in a history, and an earlier backup is put back, as the manual says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gridclient.sync.transport import Call
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError
from tests.core.sync_whole import Hung
from tests.fakes.memory_past import Backup, backed_up, differences, put_back
from tests.fakes.memory_server import MemoryServer
from tests.simulation.photo_server import Tables

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office

_RECONCILE = "/reconcile/"
_MOST_BACKUPS = 3


@dataclass
class Backups:
    """What was backed up in a history, oldest first, with what was known of what hung on what, and photos."""

    kept: list[tuple[Backup, Hung, Tables | None]] = field(default_factory=list)
    burnt: int = 0


def back_up(office: Office) -> None:
    """The database is copied to another place."""
    if isinstance(office.server, MemoryServer):
        backup = backed_up(office.server), dict(office.hung), office.photos.backed_up()
        office.backups.kept = [*office.backups.kept[-_MOST_BACKUPS + 1 :], backup]


def burn(office: Office, pick: int, is_known: int) -> None:
    """The server goes back to a backup; what was revoked since is revoked again before it starts.

    Duties that were given since are given again, or are not. What no laptop can send again any more may be
    lost: nobody promised to keep it for longer.
    """
    server = office.server
    if not isinstance(server, MemoryServer) or not office.backups.kept or office.may_part:
        return
    before = [*server.assignments]
    backup, hung, attached = office.backups.kept[pick % len(office.backups.kept)]
    put_back(server, backup)
    office.photos.put_back(attached)
    office.backups.burnt += 1
    office.hung = dict(hung)
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
    _forgive(office, server)


def _forgive(office: Office, server: MemoryServer) -> None:
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
    if isinstance(office.server, MemoryServer) and path.startswith(_RECONCILE):
        scope = ScopeId(path.removeprefix(_RECONCILE))
        lines = differences(office.server, client.replica, scope, call.body)
    if lines is None:
        raise ProblemError(ProblemCode.SERVER_FAILED, status=404)
    office.trace += [call.body, *lines]
    return lines
