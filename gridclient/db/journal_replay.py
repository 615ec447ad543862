"""What the journal knows better than a damaged database, and what the journal need not know any longer.

An edit is recovered once: by community, number and hash; where it gets a new number, by its group.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import msgspec
from sqlalchemy import Connection

from gridclient.db.blobs import keep_unsent, unsent_files
from gridclient.db.carried_over import say_again
from gridclient.db.enrolments import enrolment_of
from gridclient.db.journal import Acknowledged, Enrolled, Entry, Line, Saved, UnsentFile, settled
from gridclient.db.numbering import Numbering, advance, numberings, numbers, set_numbers
from gridclient.db.pending import Placed, append, insert_lines, lines_of, lines_refused, take_refused
from gridclient.db.replicas import begin_replica, followed_by, replica_ids
from gridclient.db.sent import kept_after, trust
from gridclient.db.settings import Setting, get_setting, set_setting
from gridclient.db.shown import refresh
from gridclient.db.shown_tables import LAYOUTS
from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId
from gridcore.sync.edits import decode_edit, next_chain

JOURNAL_SEQ = Setting("journal_seq", 0)
"""The number of the last record that went into the journal before a commit of this database."""
_RECOVERED = Setting("recovered", "")


class Recovered(msgspec.Struct, frozen=True):
    """What came back at an opening and was not yet seen by the user; `last_at` is when the last was saved."""

    edits: int
    records: tuple[RecordId, ...]
    last_at: str


def recovered(connection: Connection) -> Recovered | None:
    """What the user is to be told of, or None."""
    kept = get_setting(connection, _RECOVERED)
    return msgspec.json.decode(kept, type=Recovered) if kept else None


def forget_recovered(connection: Connection) -> None:
    """The user has seen it."""
    set_setting(connection, _RECOVERED, "")


def recover(connection: Connection, entries: Sequence[Entry]) -> list[Line]:
    """Put back what the database lacks, in the caller's transaction; returns what was put back."""
    known, current = replica_ids(connection)
    if current is None:
        return []  # not enrolled: what was saved stays in the journal
    rows = connection.exec_driver_sql("SELECT DISTINCT community, grp FROM pending_edit")
    replay = _Replay(connection, known, current, {(community, grp) for community, grp in rows})
    for each in settled(entries):
        if isinstance(each, Saved):
            keep_unsent(connection, each.files)
            replay.take(each)
        elif isinstance(each, Acknowledged) and each.replica == replay.current:
            replay.catch_up(each, entries)
    if replay.found:
        _show(connection, replay.found)
        _tell(connection, replay.found)
    return replay.found


@dataclass
class _Replay:
    connection: Connection
    known: frozenset[ReplicaId]
    current: ReplicaId
    groups: set[tuple[CommunityId, GroupId]]
    """What waited before; a group is saved whole, so it is there whole."""
    found: list[Line] = field(default_factory=list)

    def catch_up(self, ack: Acknowledged, entries: Iterable[Entry]) -> None:
        """The server had more than this database knows of: go on behind that, with nothing to send twice."""
        if numbers(self.connection, ack.community).next_n > ack.n:
            return
        lines = _lines(entries, ack.replica, ack.community)
        trust(self.connection, ack.community, [each for each in lines if ack.safe_n < each.n <= ack.n], ack.n)
        state = Numbering(ack.n + 1, ack.chain, ack.n, ack.chain, ack.safe_n)
        set_numbers(self.connection, ack.community, state)

    def take(self, saved: Saved) -> None:
        """One transaction, again."""
        if saved.follows == self.current and saved.replica not in self.known:
            begin_replica(self.connection, saved.replica, "")
            self.known, self.current = self.known | {saved.replica}, saved.replica
            self.groups.clear()
        if saved.replica != self.current and saved.replica in self.known:
            return  # what it had not sent was numbered anew by its successor
        for line in saved.lines:
            self._take(line, is_ours=saved.replica == self.current)

    def _take(self, line: Line, *, is_ours: bool) -> None:
        before = numbers(self.connection, line.community)
        if line.is_sealed and is_ours and line.n == before.next_n and line.body:
            say_again(self.connection, line)
            return
        if line.is_sealed or (line.community, line.grp) in self.groups:
            return
        if is_ours and line.verdict and line.n < before.next_n and not self._is_other(line):
            take_refused(self.connection, line)
            return
        if is_ours and line.n == before.next_n:
            insert_lines(self.connection, [line])
            chain = next_chain(before.chain, line.hash.hex())
            advance(self.connection, line.community, line.n + 1, chain)
        elif is_ours and line.n < before.next_n and not self._is_other(line):
            return
        else:
            placed = Placed(decode_edit(line.body), line.kind, line.scope)
            append(self.connection, line.community, [placed], line.made_at)
        self.found.append(line)

    def _is_other(self, line: Line) -> bool:
        """Whether this number was given to another edit; one that is not here any more had its answer."""
        rows = self.connection.exec_driver_sql(
            "SELECT hash FROM pending_edit WHERE community = ?1 AND n = ?2"
            " UNION SELECT hash FROM sent WHERE community = ?1 AND n = ?2",
            (line.community, line.n),
        ).all()
        return bool(rows) and all(hashed != line.hash for (hashed,) in rows)


def wanted(
    connection: Connection, entries: Sequence[Entry], purged: Collection[RecordId] = ()
) -> list[Entry]:
    """What the journal has to hold: what waits, and what no backup of the server has; no value let go of."""
    known, current = replica_ids(connection)
    if current is None:
        return list(entries)
    found: list[Entry] = [
        each for each in entries if isinstance(each, Saved) and each.replica not in known and each.lines
    ]
    follows, files = followed_by(connection, current), unsent_files(connection)
    if follows is not None or files:
        found.append(Saved(current, (), follows, files))
    enrolment = enrolment_of(connection)
    if enrolment is not None:
        found.append(enrolment)
    rows = connection.exec_driver_sql("SELECT DISTINCT community FROM pending_edit")
    states = {CommunityId(each): numbers(connection, CommunityId(each)) for (each,) in rows}
    for community, state in (states | numberings(connection)).items():
        if state.acked_n:
            told = (state.acked_n, state.acked_chain, state.safe_n)
            found.append(Acknowledged(current, community, *told))
        lines = {each.n: each for each in _lines(entries, current, community)}
        here = {each.n: each for each in lines_of(connection, community)}
        here |= {each.n: each for each in lines_refused(connection, community)}
        for kept in kept_after(connection, community, state.safe_n):
            line = lines.get(kept.n)
            if line is not None and line.hash == kept.hash and kept.n not in here:
                here[kept.n] = msgspec.structs.replace(
                    line, body=kept.body, is_sealed=kept.is_sealed, verdict="", extra=None
                )
        left = [here[n] for n in sorted(here) if here[n].record not in purged]
        for _, group in groupby(left, key=lambda each: each.grp):
            found.append(Saved(current, tuple(group)))
    return found


def is_same(entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether two journals hold the same edits, keys of attachments, and enrolment."""
    if last_enrolment(entries) != last_enrolment(others) or _all_files(entries) != _all_files(others):
        return False
    return _all_lines(entries) == _all_lines(others)


def last_enrolment(entries: Iterable[Entry]) -> Enrolled | None:
    """Who the laptop was when the journal was last written anew."""
    return next((each for each in reversed([*entries]) if isinstance(each, Enrolled)), None)


def _all_lines(entries: Sequence[Entry]) -> set[Line]:
    return {line for each in settled(entries) if isinstance(each, Saved) for line in each.lines}


def _all_files(entries: Sequence[Entry]) -> set[UnsentFile]:
    return {file for each in entries if isinstance(each, Saved) for file in each.files}


def _lines(entries: Iterable[Entry], replica: ReplicaId, community: CommunityId) -> list[Line]:
    saved = [each for each in settled(list(entries)) if isinstance(each, Saved) and each.replica == replica]
    return [line for each in saved for line in each.lines if line.community == community]


def _show(connection: Connection, lines: Sequence[Line]) -> None:
    """Show the records anew; where their tables are about to be built anyway, let that do it."""
    rows = connection.exec_driver_sql("SELECT kind, declaration FROM shown_layout")
    noted = {row.kind: row.declaration for row in rows}
    if all(noted.get(kind) == layout.declaration for kind, layout in LAYOUTS.items()):
        refresh(connection, list(dict.fromkeys(each.record for each in lines)))
        return
    kinds = sorted({each.kind for each in lines})
    connection.exec_driver_sql("DELETE FROM shown_layout WHERE kind = ?", [(kind,) for kind in kinds])


def _tell(connection: Connection, lines: Sequence[Line]) -> None:
    before = recovered(connection) or Recovered(0, (), "")
    records = dict.fromkeys((*before.records, *(each.record for each in lines)))
    last_at = max(before.last_at, *(each.made_at for each in lines))
    told = Recovered(before.edits + len(lines), tuple(records), last_at)
    set_setting(connection, _RECOVERED, msgspec.json.encode(told).decode())
