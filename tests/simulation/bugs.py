"""Mistakes that others have made, put into the office while a history is played: each has to be noticed.

A mistake of the server is a class in its place, one of the client another function in its function's place.
Nothing of this is in the product.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from gridclient.db import pending
from gridclient.db.confirmed import drop_confirmed
from gridclient.db.cursors import Cursor, cursors, store_cursor, unfollow
from gridclient.db.numbering import Numbering, numbers
from gridclient.db.sent import forget_sent
from gridclient.sync import apply
from gridclient.sync import round as sync_round
from gridclient.sync.apply import Answer, Batch, apply_commits
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.changes import Seen
from gridcore.sync.edits import GENESIS, cells_touched
from gridcore.wire.messages import Commit
from tests.core.planted_bugs import GoneIsAnEcho, NumberTakenFirst, UnsortedSets
from tests.fakes.memory_client import Form
from tests.fakes.memory_server import MemoryServer
from tests.simulation import bugs_of_servers as servers
from tests.simulation.laptop import Laptop
from tests.simulation.office import Office
from tests.simulation.planting import patched
from tests.simulation.store import commit_too_early

Bug = Callable[[Office], Any]


def server_in_its_place(place: type[MemoryServer], **more: object) -> Bug:
    """A server with a mistake in the place of the one that the history begins with."""

    @contextmanager
    def planted(office: Office) -> Iterator[None]:
        office.server.__class__ = place
        for name, value in more.items():
            setattr(office.server, name, value)
        yield

    return planted


def cursor_before_rows(office: Office) -> Any:
    """The cursor is stored at the commit line, its rows with the next one."""
    held: dict[int, list[tuple[Batch, Commit]]] = {}

    def late(connection: Connection, told: Answer, commits: Sequence[tuple[Batch, Commit]]) -> None:
        waiting = held.setdefault(id(told), [])
        for batch, commit in commits:
            waiting.append((batch, commit))
            here = cursors(connection, told.community)[commit.scope]
            store_cursor(connection, told.community, replace(here, seq=commit.cursor))
            while len(waiting) > 1 or (waiting and not commit.more):
                apply_commits(connection, told, [waiting.pop(0)])

    return patched(sync_round, "apply_commits", late)


def numbers_reused(office: Office) -> Any:
    """The next number follows from what is still there."""

    def from_the_queue(connection: Connection, community: CommunityId) -> Numbering:
        left = connection.exec_driver_sql("SELECT count(*) FROM pending_edit").scalar_one()
        return numbers(connection, community) if left else Numbering(1, GENESIS, 0, GENESIS, 0)

    return patched(pending, "numbers", from_the_queue)


def base_is_the_own_newest(office: Office) -> Any:
    """An edit names the newest that its device has heard of, instead of what its author saw."""

    def newest(laptop: Laptop, form: Form) -> Seen:
        bases: dict[str, int | Mapping[str, int]] = dict(form.seen.bases)
        for edit in laptop.saved:
            verdict = laptop.answers.get(edit.n)
            for cell in cells_touched(edit) if edit.id == form.record and verdict is not None else ():
                if isinstance(bases.get(cell), int) and verdict is not None:
                    bases[cell] = max(verdict.seq, int(str(bases[cell])))
        return Seen(form.seen.cells, bases)

    return patched(Laptop, "seen", newest)


def conflict_forgotten(office: Office) -> Any:
    """A conflict that was there at the last sync is dropped by the next one."""
    known: dict[int, Collection[RecordId]] = {}

    def forgetting(connection: Connection, before: str) -> None:
        forget_sent(connection, before)
        drop_confirmed(connection, known.get(id(connection), ()))
        rows = connection.exec_driver_sql("SELECT id FROM confirmed WHERE kind = 'conflict'").scalars()
        known[id(connection)] = [RecordId(str(each)) for each in rows.all()]

    return patched(sync_round, "forget_sent", forgetting)


def revocation_ignored(office: Office) -> Any:
    """What was revoked stays on the laptop."""

    def kept(connection: Connection, told: Answer, scope: ScopeId) -> bool:
        unfollow(connection, told.community, scope)
        return True

    return patched(sync_round, "drop_scope", kept)


def answered_is_forgotten(office: Office) -> Any:
    """An answered edit leaves the screen before its record has been read back."""

    def early(
        connection: Connection, community: CommunityId, scope: ScopeId, cursor: int, *, more: bool
    ) -> set[RecordId]:
        return pending.settle(connection, community, scope, cursor, more=False)

    return patched(apply, "settle", early)


def torn_commit(office: Office) -> Any:
    """Rows and cursor are two transactions: the power may fail between them."""

    def torn(connection: Connection, community: CommunityId, cursor: Cursor) -> None:
        commit_too_early(connection)
        store_cursor(connection, community, cursor)

    return patched(apply, "store_cursor", torn)


OF_THE_PLAN: Mapping[str, Bug] = {
    "number taken at the start of the transaction": server_in_its_place(NumberTakenFirst, slow=set()),
    "cursor stored before rows": cursor_before_rows,
    "numbers reused after the outbox was emptied": numbers_reused,
    "echo rule that swallows what is gone": server_in_its_place(GoneIsAnEcho),
    "base is the own last version": base_is_the_own_newest,
    "conflict dropped at the second sync": conflict_forgotten,
    "rows kept on revocation": revocation_ignored,
    "merge that iterates a set": server_in_its_place(UnsortedSets),
}
"""The eight that the plan of the protocol names."""

OTHERS: Mapping[str, Bug] = {
    "double apply": server_in_its_place(servers.AppliesTwice),
    "silent overwrite": server_in_its_place(servers.OverwritesSilently),
    "scope leak": server_in_its_place(servers.LeaksAScope),
    "out-of-order apply": server_in_its_place(servers.AppliesBackwards),
    "receipt before commit": server_in_its_place(servers.PromisesTooEarly, promised=0),
    "answered edits forgotten too early": answered_is_forgotten,
    "rows and cursor committed apart": torn_commit,
}
