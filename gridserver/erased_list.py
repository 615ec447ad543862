"""The list of erased records outside the database: a backup that is put back must not bring them back.

One line of JSON for each, with ids and no values. Several processes append to the file; each line is written
whole and is on the disk before the request that erased is answered.
"""

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


_decoder = msgspec.json.Decoder(ErasedRecord)


class ErasedListError(Exception):
    """The list holds a line that is none; the text names the line's number."""


class ErasedList:
    """A file that only grows."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, records: Iterable[ErasedRecord]) -> None:
        """Put records at the end."""
        lines = b"".join(msgspec.json.encode(each) + b"\n" for each in records)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(file, lines)
            os.fsync(file)
        finally:
            os.close(file)

    def read(self) -> list[ErasedRecord]:
        """Everything in it, once each; a last line that was cut by a crash is left out.

        Raises ErasedListError for any other line that says nothing: whoever starts a server must know.
        """
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        found: dict[ErasedRecord, None] = {}
        for number, line in enumerate(lines, start=1):
            try:
                found |= {_decoder.decode(line): None} if line else {}
            except msgspec.DecodeError as error:
                if number < len(lines):
                    raise ErasedListError(f"list of erased records: line {number} is damaged") from error
        return [*found]
