"""Mistakes with copied and damaged stores (see `bugs`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from gridclient.db import journal_replay, replicas
from gridclient.db.carried_over import Lost, Told
from gridclient.db.journal import Entry, Line
from gridclient.sync import parting
from gridcore.ids import CommunityId, RecordId
from tests.simulation import store
from tests.simulation.bugs import Bug
from tests.simulation.office import Office
from tests.simulation.planting import patched


def waiting_is_left_behind(office: Office) -> Any:
    """A copy goes on as another replica, and begins with nothing to send."""

    def nothing(connection: Connection, community: CommunityId) -> list[Line]:
        return []

    return patched(replicas, "lines_waiting", nothing)


def both_send_it(office: Office) -> Any:
    """What waited when the folder was copied is sent by both, under two numbers."""

    def nothing(*told: object) -> None:
        """Whatever the server has already waits on."""

    return patched(parting, "_end_waiting", nothing)


def journal_unread(office: Office) -> Any:
    """The journal is written and never read."""

    def nothing(connection: Connection, entries: Sequence[Entry]) -> list[Line]:
        return []

    return patched(store, "recover", nothing)


def journal_cut_too_early(office: Office) -> Any:
    """When values leave the journal, what waits leaves it as well."""
    usual = journal_replay.wanted

    def without_lines(
        connection: Connection, entries: Sequence[Entry], purged: Collection[RecordId] = ()
    ) -> list[Entry]:
        return [each for each in usual(connection, entries, purged) if not getattr(each, "lines", ())]

    return patched(store, "wanted", without_lines)


def lost_is_left_behind(office: Office) -> Any:
    """What the server lost stays the former replica's, and nobody sends that one's edits."""

    def nothing(connection: Connection, community: CommunityId, told: Told | None) -> list[Lost]:
        return []

    return patched(replicas, "take_lost", nothing)


OF_STORES: Mapping[str, Bug] = {
    "a copy forgets what waits": waiting_is_left_behind,
    "both copies send what waited": both_send_it,
    "a copy that comes first hides what was lost": lost_is_left_behind,
    "the journal is not read": journal_unread,
    "the journal is cut too early": journal_cut_too_early,
}
