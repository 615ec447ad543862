"""Where sealed attachments lie: small objects under random names. Disk here, S3 in `s3_store`.

An object is written once and as a whole, and never changed; what is in it only the database can say.
"""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from gridserver.db.durable import write_durably


class MissingBlobError(Exception):
    """There is no object of this name, or it is shorter than the database says."""


class BlobStore(Protocol):
    """A place for objects; names are hexadecimal."""

    def put(self, name: str, content: bytes) -> None:
        """Keep an object; when this returns it survives a power cut. Another of its name is replaced."""

    def get(self, name: str, begin: int, end: int) -> bytes:
        """The bytes from `begin` up to `end`. Raises MissingBlobError unless all are there."""

    def drop(self, name: str) -> None:
        """Take an object away; that there is none is fine."""

    def names(self, *, older_than_s: float) -> Iterator[str]:
        """The names of objects that were written longer ago than this."""


class DiskStore:
    """Objects as files of a folder that only the server may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Written beside its place and then renamed, with both made durable."""
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, content)

    def get(self, name: str, begin: int, end: int) -> bytes:
        """Reads no more than is asked for."""
        try:
            with self._path(name).open("rb") as file:
                file.seek(begin)
                found = file.read(end - begin)
        except FileNotFoundError as error:
            raise MissingBlobError(name) from error
        if len(found) != end - begin:
            raise MissingBlobError(name)
        return found

    def drop(self, name: str) -> None:
        """Unlinks the file."""
        self._path(name).unlink(missing_ok=True)

    def names(self, *, older_than_s: float) -> Iterator[str]:
        """Also those of files that a crash left half written, so that they can be dropped."""
        before = time.time() - older_than_s
        for path in self._folder.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime <= before:
                    yield path.name

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
