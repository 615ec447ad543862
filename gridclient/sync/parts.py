"""Cuts an answer into parts that are committed one by one: the head, a lost scope, rows with commit lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gridclient.sync.apply import Batch
from gridcore.ids import RecordId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.stored import Written
from gridcore.sync.verdicts import Verdict
from gridcore.wire.messages import (
    ROWS_A_COMMIT,
    Commit,
    Common,
    GoneLine,
    Head,
    Line,
    Mark,
    News,
    RecordLine,
    decode_line,
)

_MOST_ROWS = 10 * ROWS_A_COMMIT


@dataclass(frozen=True)
class Rows:
    """Some commit lines, each with the lines before it; they go into one local transaction."""

    commits: list[tuple[Batch, Commit]]

    @property
    def rows(self) -> int:
        """How many records and farewells."""
        return sum(len(batch.records) + len(batch.gone) for batch, _ in self.commits)


@dataclass(frozen=True)
class Lost:
    """A scope that is no longer this user's."""

    scope: ScopeId


@dataclass(frozen=True)
class Parting:
    """Server and laptop do not remember the same past: nothing may be applied, nothing is dropped.

    `mark` is `restore` where the server went back, `fork` where this store was copied or went back. A server
    that went back tells the chain of what it has, and its new epoch. What `common` names came
    to the server before the pasts parted; `verdicts` are those that it told.
    """

    mark: str
    have_n: int
    chain: str = ""
    epoch: str = ""
    common: Common | None = None
    verdicts: tuple[Verdict, ...] = ()
    past: list[str] | None = None
    """What it said that it has of this replica (`gridcore/wire/pasts.py`)."""


@dataclass(frozen=True)
class AskWhole:
    """A poll was not enough: the server wants to hear the whole request."""


Part = Head | News | Rows | Lost | Parting | AskWhole


@dataclass
class Parts:
    """Reads the lines of an answer part by part, and counts their bytes.

    Rows wait in memory for their commit line; a server that lets more than `most_rows` wait is not ours.
    """

    lines: Iterator[bytes]
    rows_a_write: int
    most_rows: int = _MOST_ROWS
    read_bytes: int = 0
    _held: Part | None = field(default=None, init=False)

    def next(self) -> Part | None:
        """The next part, or None at the end; rows after the last commit line are forgotten.

        Raises ProblemError: server_garbage, and whatever reading raises.
        """
        if self._held is not None:
            held, self._held = self._held, None
            return held
        found = Rows([])
        records: list[RecordLine] = []
        gone: list[RecordId] = []
        erased: list[RecordId] = []
        removed: dict[RecordId, Sequence[Written]] = {}
        merged: set[RecordId] = set()
        for line in self.lines:
            self.read_bytes += len(line) + 1
            match _decoded(line):
                case RecordLine() as record:
                    records.append(record)
                    self._refuse_too_many(len(records))
                case GoneLine(id=record_id, erased=is_erased, written=written, merged=is_merged):
                    gone.append(record_id)
                    removed.update({record_id: written} if written and not is_erased else {})
                    merged.update([record_id] if is_merged else [])
                    erased += [record_id] if is_erased else []
                    self._refuse_too_many(len(gone))
                case Mark(c=Commit() as commit):
                    found.commits.append((Batch(records, gone, erased, removed, merged), commit))
                    records, gone, erased, removed, merged = [], [], [], {}, set()
                    if found.rows >= self.rows_a_write:
                        return found
                case other:
                    return self._before(found, _part_of(other))
        return found if found.commits else None

    def _refuse_too_many(self, rows: int) -> None:
        if rows > self.most_rows:
            raise ProblemError(ProblemCode.SERVER_GARBAGE)

    def _before(self, found: Rows, part: Part) -> Part:
        if not found.commits:
            return part
        self._held = part
        return found


def _part_of(line: Line) -> Part:
    match line:
        case Mark(h=Head() as head):
            return head
        case Mark(p=News() as news):
            return news
        case Mark(w=True):
            return AskWhole()
        case Mark(x=str() as scope):
            return Lost(ScopeId(scope))
        case Mark(restore=int() as have_n, chain=chain, epoch=epoch, past=past):
            return Parting("restore", have_n, chain, epoch, past=past)
        case Mark(fork=int() as have_n, common=common, past=past):
            return Parting("fork", have_n, common=common, past=past)
        case _:
            raise ProblemError(ProblemCode.SERVER_GARBAGE)


def _decoded(line: bytes) -> Line:
    try:
        return decode_line(line)
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
