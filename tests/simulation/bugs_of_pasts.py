"""Mistakes with restores of the server (see `bugs`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from gridclient.sync import round as sync_round
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.sync.edits import Edit
from gridcore.sync.restored import NO_PAST
from gridcore.sync.verdicts import Verdict
from tests.fakes import memory_server
from tests.fakes.memory_server import MemoryServer
from tests.simulation.bugs import Bug, server_in_its_place
from tests.simulation.office import Office
from tests.simulation.planting import patched


def answered_is_thrown_away(office: Office) -> Any:
    """What has its answer is safe, so the laptop keeps nothing of it."""

    def forgetting(connection: Connection, before: str) -> None:
        connection.exec_driver_sql("DELETE FROM sent WHERE n NOT IN (SELECT n FROM sent_again)")

    return patched(sync_round, "forget_sent", forgetting)


class ForgetsWhatWasLost(MemoryServer):
    """A restored server takes every edit that comes again for a new one, on a base that it knows."""

    def push(
        self,
        replica: ReplicaId,
        edits: Sequence[Edit],
        cursors: dict[ScopeId, int] | None = None,
        was: Mapping[int, int] | None = None,
    ) -> tuple[list[Verdict], frozenset[RecordId]]:
        return super().push(replica, edits, cursors, {})


def lost_numbers_are_forgotten(office: Office) -> Any:
    """A restored server tells whole what came again, but decides as if there had been no fire."""
    return patched(memory_server, "past_of", lambda *_: NO_PAST)


OF_PASTS: Mapping[str, Bug] = {
    "answered edits thrown away": answered_is_thrown_away,
    "edits that come again taken for new ones": server_in_its_place(ForgetsWhatWasLost),
    "edits that come again decided as if nothing were lost": lost_numbers_are_forgotten,
}
