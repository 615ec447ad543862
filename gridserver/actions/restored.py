"""After the database was restored from a backup: nothing new may be taken for what was lost."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridserver.db import backups, counter, paper_numbers
from gridserver.db.accounts import communities
from gridserver.db.audit import Entry, append
from gridserver.db.scopes import day_of
from gridserver.installation import Installation

_EPOCH_BYTES = 16


def begin_anew(
    installation: Installation,
    *,
    by: str,
    new_epoch: Callable[[], str] = lambda: secrets.token_hex(_EPOCH_BYTES),
) -> list[CommunityId]:
    """Say that the database was restored, before any laptop is answered; returns the communities.

    Each gets a new epoch, by which its laptops notice and send again what was lost; its numbers, and those
    of its papers, jump ahead of all that was given out since the backup.
    """
    now = installation.clock()
    with installation.database.snapshot() as connection:
        found = [community for community, _, _ in communities(connection)]
    for community in found:
        with installation.database.write() as connection:
            _begin_anew(connection, community, new_epoch(), now, by)
    return found


def _begin_anew(connection: Connection, community: CommunityId, epoch: str, now: datetime, by: str) -> None:
    counter.begin_anew(connection, community, epoch, now)
    year = day_of(now).year
    committee = paper_numbers.committee_of(connection, community)
    paper_numbers.skip_ahead(connection, community, [(committee, year), (committee, year + 1)], now)
    append(connection, community, Entry(now, by, "restored", community))


def note_backup(installation: Installation, begun: datetime) -> int:
    """A backup that began then has succeeded; returns for how many laptops that makes more safe."""
    with installation.database.write() as connection:
        return backups.note_backup(connection, begun)
