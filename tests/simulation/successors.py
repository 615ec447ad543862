"""A laptop goes on as another replica: what it has yet to send is another replica's from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from gridcore.ids import ReplicaId
from gridcore.sync.edits import Edit, decode_edit
from gridcore.wire.sealed import SealedEdit
from tests.fakes.memory_past import meet, opened
from tests.fakes.memory_server import MemoryServer

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office


def notice(office: Office, client: Laptop) -> None:
    """Where the laptop has become another replica: what it has yet to send is that one's, as it was seen."""
    if not (office.backups.burnt or office.may_part or office.twins or office.parted):
        return
    (current,) = client.store.raw.execute("SELECT id FROM replica WHERE current = 1").fetchone()
    if current == client.is_known_as or not isinstance(office.server, MemoryServer):
        return
    former, client.replica = client.replica, ReplicaId(current)
    meet(office.server, client.replica, former)
    office.followed[client.replica], client.is_known_as = client.is_known_as, client.replica
    rows = client.store.raw.execute(
        "SELECT n, hash, body, 0 FROM pending_edit WHERE n > 0"
        " UNION SELECT n, hash, body, sealed FROM sent WHERE n > 0 ORDER BY n"
    )
    edits = [_edit(office.server, *row) for row in rows.fetchall()]
    before = list(client.saved)
    for edit in edits:
        old = next(each for each in before if _same(each, edit))
        before.remove(old)
        saved = office.saved.pop((former, old.n))
        office.saved[client.replica, edit.n] = replace(saved, replica=client.replica, edit=edit)
    client.saved, client.answers = edits, {}
    client.hear()


def _edit(server: MemoryServer, n: int, hashed: bytes, body: bytes, is_sealed: int) -> Edit:
    if not is_sealed:
        return decode_edit(body)
    return opened(SealedEdit(n, hashed.hex(), body), server.carried)


def _same(one: Edit, other: Edit) -> bool:
    return msgspec.structs.replace(one, n=other.n) == other
