"""A damaged store is made whole: a new database takes the place of the damaged one, under the same keys.

Until the exchange of the files nothing is changed, and an attempt may be given up or begin again. The
exchange is written down first: wherever it is cut, the next start goes on with it. No file is deleted.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from gridclient.db.connection import checkpoint, create_database, open_engine, problems_translated
from gridclient.db.drafts import Draft, all_drafts, save_draft
from gridclient.db.enrolments import enrol_again, enrolment_of
from gridclient.db.folders import DATABASE, JOURNAL, sync_folder, write_durably
from gridclient.db.journal import Acknowledged, Enrolled, Entry, Journal, Line, Reading, Saved, settled
from gridclient.db.journal_replay import last_enrolment
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.repaired import note_repair
from gridclient.db.suspicion import clear_suspicion
from gridcore.ids import CommunityId, ReplicaId
from gridcore.problems import ProblemError

_FRESH = "store.fresh.db"
_EXCHANGE = "exchange"
_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True)
class Spared:
    """What the journal has that the server may not have: changes to records, attachments, the last moment."""

    edits: int
    records: int
    files: int
    last_at: str


@dataclass(frozen=True)
class _Salvage:
    enrolment: Enrolled | None
    drafts: list[Draft]


def spared(folder: Path, keys: Keys) -> Spared:
    """What comes back from the journal. Raises ProblemError: disk_failed, folder_not_writable."""
    found = _journal(folder, keys).entries
    lines = [*_unacknowledged(found)]
    files = {(each.scope, each.sha256) for entry in found if isinstance(entry, Saved) for each in entry.files}
    last_at = max((each.made_at for each in lines), default="")
    return Spared(len(lines), len({each.record for each in lines}), len(files), last_at)


def make_whole(
    folder: Path, keys: Keys, day: date, at: str, goes_on: Callable[[], bool] = lambda: True
) -> bool:
    """Put a new database in the place of the damaged one; what the journal has it takes up when it is opened.

    False, and nothing is changed, where it is not to go on. The store must be closed and its lock held.
    Raises ProblemError: disk_full, disk_failed, folder_not_writable; then nothing is changed either, or the
    exchange has begun and `finish_exchange` goes on with it.
    """
    if (folder / _EXCHANGE).exists():
        finish_exchange(folder)
        return True
    _remove_fresh(folder)
    found = _salvage(folder, keys)
    if not goes_on():
        return False
    with problems_translated():
        create_database(folder / _FRESH, keys)
        _fill(folder, keys, found, at)
        if not goes_on():
            _remove_fresh(folder)
            return False
        write_durably(folder / _EXCHANGE, _free_ending(folder, day).encode("ascii"))
        finish_exchange(folder)
    return True


def finish_exchange(folder: Path) -> None:
    """Go on with an exchange that was begun, if one was. Raises ProblemError as the disk does."""
    if not (folder / _EXCHANGE).exists():
        return
    with problems_translated():
        if (folder / _FRESH).exists():
            ending = (folder / _EXCHANGE).read_bytes().decode("ascii")
            _put_aside(folder, ending)
            (folder / _FRESH).replace(folder / DATABASE)
            sync_folder(folder)
        clear_suspicion(folder)
        (folder / _EXCHANGE).unlink()
        sync_folder(folder)


def _put_aside(folder: Path, ending: str) -> None:
    """The log goes before its database: a new database must never find an old log."""
    for suffix in (*_BESIDE, ""):
        with contextlib.suppress(FileNotFoundError):
            (folder / f"{DATABASE}{suffix}").rename(folder / f"{DATABASE}{ending}{suffix}")
    copy = folder / f"{JOURNAL}{ending}"
    if (folder / JOURNAL).exists() and not copy.exists():
        write_durably(copy, (folder / JOURNAL).read_bytes())
    sync_folder(folder)


def _free_ending(folder: Path, day: date) -> str:
    ending, number = f".damaged-{day.isoformat()}", 2
    while [*folder.glob(f"*{ending}*")]:
        ending, number = f".damaged-{day.isoformat()}.{number}", number + 1
    return ending


def _remove_fresh(folder: Path) -> None:
    """What an attempt left that was cut or given up: it holds nothing that is not elsewhere."""
    with problems_translated():
        for suffix in (*_BESIDE, ""):
            (folder / f"{_FRESH}{suffix}").unlink(missing_ok=True)


def _fill(folder: Path, keys: Keys, found: _Salvage, at: str) -> None:
    engine = open_engine(folder / _FRESH, keys)
    try:
        with engine.begin() as connection:
            if found.enrolment is not None:
                enrol_again(connection, found.enrolment, at)
            for each in found.drafts:
                save_draft(connection, each)
            note_repair(connection, at)
        checkpoint(engine)  # only the database changes its place; closing would not say that this failed
    finally:
        engine.dispose()


def _salvage(folder: Path, keys: Keys) -> _Salvage:
    """Who the laptop is, from the journal or the damaged file; unsaved forms, where they are readable."""
    enrolment = last_enrolment(_journal(folder, keys).entries)
    drafts: list[Draft] = []
    with _as_far_as_it_is_readable(), _damaged(folder, keys) as connection:
        drafts = all_drafts(connection)
    if enrolment is None:
        with _as_far_as_it_is_readable(), _damaged(folder, keys) as connection:
            enrolment = enrolment_of(connection)
    return _Salvage(enrolment, drafts)


@contextlib.contextmanager
def _damaged(folder: Path, keys: Keys) -> Iterator[Connection]:
    engine = open_engine(folder / DATABASE, keys, query_only=True)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextlib.contextmanager
def _as_far_as_it_is_readable() -> Iterator[None]:
    with contextlib.suppress(ProblemError, DBAPIError, dbapi2.Error, msgspec.MsgspecError, ValueError):
        yield


def _journal(folder: Path, keys: Keys) -> Reading:
    if not (folder / JOURNAL).exists():
        return Reading()
    return Journal(folder / JOURNAL, keys.derive(KeyPurpose.JOURNAL)).read()


def _unacknowledged(entries: tuple[Entry, ...]) -> Iterator[Line]:
    """The edits above what the server was known to have when the journal was last written anew.

    Of these it may have some: under their numbers it knows them again.
    """
    had: dict[tuple[ReplicaId, CommunityId], int] = {}
    for entry in entries:
        if isinstance(entry, Acknowledged):
            had[entry.replica, entry.community] = entry.n
    for entry in settled(entries):
        if isinstance(entry, Saved):
            for each in entry.lines:
                if not each.is_sealed and each.n > had.get((entry.replica, each.community), 0):
                    yield each
