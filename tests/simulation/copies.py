"""A laptop's folder is copied, and both go on; or it is put back as it was, and what was done since is gone.

Both are one replica for themselves and for the server until one of them hears that it is not. Nobody can tell
them apart by numbers before, so one of the two goes by a name of its own here from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gridcore.ids import ReplicaId
from gridcore.sync.edits import Edit
from gridcore.wire.messages import decode_request
from tests.fakes.memory_past import meet, opened, parting
from tests.fakes.memory_server import MemoryServer

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office


@dataclass(frozen=True)
class Twins:
    """Two laptops with one folder; `other` goes by another name. They share their first edits."""

    one: Laptop
    other: Laptop
    shared: int


def copy(office: Office, laptop: Laptop) -> None:
    """Somebody copies the folder to another computer, and goes on with both; once in a history."""
    is_early = not (office.twins or office.parted) and laptop.replica == laptop.is_known_as
    if not is_early or not isinstance(office.server, MemoryServer):
        return
    office.let_go_of(laptop)
    other = laptop.copied()
    other.replica = _other_name(office, office.server, laptop, len(laptop.saved))
    office.clients.append(other)
    office.twins.append(Twins(laptop, other, len(laptop.saved)))


def put_back(office: Office, laptop: Laptop) -> None:
    """The folder is put back as it was when the history began; what was never sent since is gone."""
    is_one_of_two = any(laptop in (each.one, each.other) for each in office.twins)
    server, begun = office.server, office.begun.get(laptop)
    if begun is None or is_one_of_two or laptop.replica != laptop.is_known_as:
        return
    assert isinstance(server, MemoryServer)
    for request in office.late:
        office.deliver(request)
    office.late = []
    replica, there = laptop.replica, len(server.log.get(laptop.replica, ()))
    for n in range(there + 1, len(laptop.saved) + 1):
        del office.saved[replica, n]
    office.forms = [(client, form) for client, form in office.forms if client is not laptop]
    office.go_back_to_the_beginning(laptop)
    del office.begun[laptop]
    laptop.saved, laptop.answers = [*laptop.saved[:begun]], {}
    laptop.hear()
    if there > begun:
        laptop.replica = _other_name(office, server, laptop, begun)


def _other_name(office: Office, server: MemoryServer, laptop: Laptop, shared: int) -> ReplicaId:
    """A name for one of two; what they share is known under both."""
    replica, name = laptop.replica, ReplicaId(f"{laptop.replica}+")
    meet(server, name, replica)
    office.saved |= {(name, n): office.saved[replica, n] for n in range(1, shared + 1)}
    return name


def part(office: Office, request: bytes) -> None:
    """The first of the two that says something of its own stays who both were."""
    told = decode_request(request)
    if isinstance(office.server, MemoryServer) and parting(office.server, told) is not None:
        return  # nothing of it is taken
    sealed = [opened(each, office.server.carried) for each in told.sealed]
    edits = sorted([*told.edits, *sealed], key=lambda each: each.n)
    for each in [*office.twins]:
        there = len(office.server.log.get(told.replica, ()))
        news = [edit for edit in edits if edit.n > max(each.shared, there)]
        if told.replica == each.one.replica and news:
            if _said(office, each.other, news[0]):
                _change_names(office, each)
            office.twins.remove(each)
            office.parted.append(each)


def meet_again(office: Office) -> None:
    """The server went back to before two parted: whichever comes first is again who both were."""
    for each in [*office.parted]:
        one, other = sorted((each.one, each.other), key=lambda laptop: laptop.replica != laptop.is_known_as)
        is_open = one.is_known_as == other.is_known_as == one.replica
        if is_open and len(office.server.log.get(one.replica, ())) <= each.shared:
            office.parted.remove(each)
            office.twins.append(Twins(one, other, each.shared))


def _said(office: Office, laptop: Laptop, edit: Edit) -> bool:
    saved = office.saved.get((laptop.replica, edit.n))
    return saved is not None and saved.edit == edit


def _change_names(office: Office, twins: Twins) -> None:
    names = {twins.one.replica: twins.other.replica, twins.other.replica: twins.one.replica}
    own = [(at, n) for at, n in office.saved if at in names and n > twins.shared]
    taken = {place: office.saved.pop(place) for place in own}
    for (at, n), saved in taken.items():
        office.saved[names[at], n] = replace(saved, replica=names[at])
    twins.one.replica, twins.other.replica = twins.other.replica, twins.one.replica


def never_parted(office: Office) -> None:
    """Where neither of the two said anything, they are one to the end."""
    for each in office.twins:
        each.other.replica = each.one.replica
