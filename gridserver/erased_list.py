"""The list of erased records outside the database: a backup that is put back must not bring them back.

One line of JSON for each, with ids and no values. Several processes append to the file. A line is on the disk
before the transaction that erases is committed, and tells that this is meant; after the commit another one
tells that it is done. What is merely meant erases nothing: whoever starts a server finds out what became of
it (`gridserver.actions.erase`).
"""

import enum
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gridcore.ids import CommunityId, RecordId, ScopeId


class ErasedRecord(msgspec.Struct, frozen=True):
    """What stays of a record: also enough to refuse what laptops send again of one that a backup lacks."""

    community: CommunityId
    record: RecordId
    kind: str
    scope: ScopeId


class _Stage(enum.StrEnum):
    """What a line says; a line of earlier versions says nothing of it, and was written after the commit."""

    DONE = "done"
    MEANT = "meant"
    WITHDRAWN = "withdrawn"


class _Line(ErasedRecord, frozen=True, omit_defaults=True):
    stage: _Stage = _Stage.DONE
    epoch: str = ""

    @property
    def about(self) -> ErasedRecord:
        return ErasedRecord(self.community, self.record, self.kind, self.scope)


_decoder = msgspec.json.Decoder(_Line)


class ErasedListError(Exception):
    """The list holds a line that is none; the text names the line's number."""


class ErasedList:
    """A file that only grows."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def mean(self, records: Iterable[ErasedRecord], epoch: str) -> None:
        """Put down what a transaction is about to erase; `epoch` is that of its community."""
        self._append(records, _Stage.MEANT, epoch)

    def add(self, records: Iterable[ErasedRecord]) -> None:
        """Put down what was erased."""
        self._append(records, _Stage.DONE)

    def withdraw(self, records: Iterable[ErasedRecord]) -> None:
        """Put down that what was meant never happened."""
        self._append(records, _Stage.WITHDRAWN)

    def read(self) -> list[ErasedRecord]:
        """What was erased, once each; a last line that was cut by a crash is left out.

        Raises ErasedListError for any other line that says nothing: whoever starts a server must know.
        """
        return [about for about, line in self._last().items() if line.stage is _Stage.DONE]

    def meant(self) -> list[tuple[ErasedRecord, str]]:
        """What was meant and nobody knows whether it was done, each with its epoch. Raises as `read` does."""
        return [(about, line.epoch) for about, line in self._last().items() if line.stage is _Stage.MEANT]

    def _append(self, records: Iterable[ErasedRecord], stage: _Stage, epoch: str = "") -> None:
        made = (_Line(each.community, each.record, each.kind, each.scope, stage, epoch) for each in records)
        lines = b"".join(msgspec.json.encode(each) + b"\n" for each in made)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _end_a_cut_line(file)
            os.write(file, lines)
            os.fsync(file)
        finally:
            os.close(file)

    def _last(self) -> dict[ErasedRecord, _Line]:
        """What was said last of each record."""
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return {}
        found: dict[ErasedRecord, _Line] = {}
        for number, text in enumerate(lines, start=1):
            try:
                line = _decoder.decode(text) if text else None
            except msgspec.DecodeError as error:
                if number < len(lines):
                    raise ErasedListError(f"list of erased records: line {number} is damaged") from error
                continue
            if line is not None:
                found[line.about] = line
        return found


def _end_a_cut_line(file: int) -> None:
    """Take away the beginning of a line that a crash left: what it was to say was not yet relied on."""
    size = os.fstat(file).st_size
    tail = b""
    while size and not tail.endswith(b"\n"):
        os.lseek(file, size - 1, os.SEEK_SET)
        tail = os.read(file, 1)
        size -= tail != b"\n"
    if size != os.fstat(file).st_size:
        os.ftruncate(file, size)
