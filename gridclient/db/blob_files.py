"""Attachments as sealed files in a folder of the store: a random name, a random key, chunk by chunk.

The key lies in the database, so a file says nothing without it, and is lost to everybody with it. A file is
written before the row that names it; what no row names is swept.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gridclient.db.folders import problem_of_file, sync_folder
from gridcore.chunks import CHUNK, NONCE, Span, bound, chunk_count, sealed_chunks, span, whole_chunks
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError

FOLDER = "blobs"
KEY_BYTES = 32
_NAME_BYTES = 20

Random = Callable[[int], bytes]
_APPEND = os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class SealedFile:
    """A file with its key and with what lies in it; opened as anything else it is damaged."""

    name: str
    key: bytes = field(repr=False)
    scope: ScopeId
    sha256: str
    size: int

    def seal(self, index: int, plain: bytes, nonce: bytes) -> bytes:
        """One chunk."""
        return nonce + AESGCM(self.key).encrypt(nonce, plain, self._bound(index))

    def open(self, found: Span, sealed: bytes) -> bytes:
        """The bytes of a span. Raises ProblemError: file_damaged."""
        cipher = AESGCM(self.key)
        try:
            plain = b"".join(
                cipher.decrypt(nonce, body, self._bound(index))
                for index, nonce, body in sealed_chunks(self.size, found, sealed)
            )
        except (InvalidTag, ValueError) as error:
            raise ProblemError(ProblemCode.FILE_DAMAGED) from error
        return plain[found.skip : found.skip + found.take]

    def _bound(self, index: int) -> bytes:
        return bound(self.scope, self.sha256, size=self.size, index=index)


class BlobFolder:
    """The folder of sealed files. Its functions block: call them from the small pool."""

    def __init__(self, store: Path, random: Random = os.urandom) -> None:
        self._folder, self._random = store / FOLDER, random
        self._fresh: set[str] = set()
        self.made: set[str] = set()
        """The names of all files that were begun since the store was opened."""

    def new_file(self, scope: ScopeId, sha256: str, size: int) -> SealedFile:
        """A file with a name and a key that no other has; it is not swept until it is `settled`."""
        file = SealedFile(self._random(_NAME_BYTES).hex(), self._random(KEY_BYTES), scope, sha256, size)
        self._fresh.add(file.name)
        self.made.add(file.name)
        return file

    def settled(self, file: SealedFile) -> None:
        """The row that names the file is there, or will never be."""
        self._fresh.discard(file.name)

    def write(self, file: SealedFile, content: bytes) -> None:
        """Write a whole file. Raises ProblemError: disk_full, disk_failed, folder_not_writable."""
        self.append(file, 0, content)

    def append(self, file: SealedFile, have: int, content: bytes) -> None:
        """Go on behind the first `have` bytes, which are whole chunks; what a crash left there is replaced.

        When this returns it survives a power cut. Raises ProblemError as `write` does, and file_damaged when
        there is less than `have`.
        """
        parts = [
            file.seal(have // CHUNK + at, content[at * CHUNK : (at + 1) * CHUNK], self._random(NONCE))
            for at in range(chunk_count(len(content)))
        ]
        begin = span(file.size, have, have).begin
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            if not have:  # a folder that was just made may be gone after a power cut, with all that is in it
                sync_folder(self._folder.parent)
            descriptor = os.open(self._folder / file.name, _APPEND, 0o600)
            with os.fdopen(descriptor, "r+b") as opened:
                if os.fstat(opened.fileno()).st_size < begin:
                    raise ProblemError(ProblemCode.FILE_DAMAGED)
                opened.truncate(begin)
                opened.seek(begin)
                opened.write(b"".join(parts))
                opened.flush()
                os.fsync(opened.fileno())
            sync_folder(self._folder)
        except OSError as error:
            raise problem_of_file(error) from error

    def read(self, file: SealedFile, first: int, last: int) -> bytes:
        """Some bytes, both ends included. Raises ProblemError: file_damaged, also when the file is gone."""
        wanted = span(file.size, first, last)
        try:
            with (self._folder / file.name).open("rb") as opened:
                opened.seek(wanted.begin)
                sealed = opened.read(wanted.end - wanted.begin)
        except OSError as error:
            raise ProblemError(ProblemCode.FILE_DAMAGED) from error
        return file.open(wanted, sealed)

    def whole(self, file: SealedFile) -> int:
        """How many bytes are there in whole chunks."""
        try:
            sealed = (self._folder / file.name).stat().st_size
        except OSError:
            return 0
        return min(whole_chunks(file.size, sealed) * CHUNK, file.size)

    def sweep(self, known: set[str]) -> int:
        """Take files away that no row names; how many they were."""
        swept = 0
        with contextlib.suppress(FileNotFoundError):
            for path in self._folder.iterdir():
                if path.name not in known and path.name not in self._fresh:
                    with contextlib.suppress(OSError):  # tried again the next time
                        path.unlink()
                        swept += 1
        return swept
