"""Looks through everything that a laptop's folder holds, opened with its keys: free pages and old frames too.

A record that was deleted from its table may still lie in a page that nobody uses, in a frame of the
write-ahead log, in the journal, or in a file of an attachment. So pages are opened one by one, as they lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from gridclient.db.journal import Journal
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.vault import unlock_vault
from tests.client.sync.laptop import PASSPHRASE

PAGE, RESERVED, _IV, _SALT = 4_096, 80, 16, 16
_WAL_HEAD, _FRAME_HEAD = 32, 24


def keys_of(folder: Path) -> Keys:
    """The keys of a store whose passphrase is the tests' own."""
    return unlock_vault(folder, PASSPHRASE)


def pages(path: Path, keys: Keys) -> Iterator[bytes]:
    """Every page of a database file, or every frame of its log, as it reads with the key."""
    content = path.read_bytes()
    is_log = path.name.endswith("-wal")
    start, step, skip = (_WAL_HEAD, _FRAME_HEAD + PAGE, _FRAME_HEAD) if is_log else (0, PAGE, 0)
    for at in range(start, len(content) - step + 1, step):
        number = int.from_bytes(content[at : at + 4], "big") if is_log else at // PAGE + 1
        yield _opened(content[at + skip : at + step], keys.database, is_first=number == 1)


def _opened(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    iv = page[PAGE - RESERVED : PAGE - RESERVED + _IV]
    opened = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return opened.update(page[_SALT if is_first else 0 : PAGE - RESERVED]) + opened.finalize()


def found_in(folder: Path, *words: str) -> dict[str, list[str]]:
    """Which of the words lie where in a closed store's folder; nothing of it is changed."""
    keys, found = keys_of(folder), dict[str, list[str]]()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        held = path.read_bytes()
        if path.name.endswith((".db", "-wal")):
            held += b"".join(pages(path, keys))
        if "journal" in path.name:
            reading = Journal(path, keys.derive(KeyPurpose.JOURNAL)).read()
            held += msgspec.json.encode(reading.entries) + b"".join(_bodies(reading.entries))
        names = [each for each in words if each.encode() in held or each.encode("utf-16-le") in held]
        if names:
            found[path.name] = names
    return found


def _bodies(entries: object) -> Iterator[bytes]:
    for entry in entries if isinstance(entries, tuple) else ():
        for line in getattr(entry, "lines", ()):
            yield line.body
