"""The server's own keys, in a file that the database does not hold and its backups do not contain.

One key a line: `purpose number base64`. The highest number of a purpose is used for what is new; older ones
stay for what they sealed.
"""

import base64
import binascii
import os
import secrets
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

ENVELOPES = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""What the keys for envelopes open (HPKE, RFC 9180); `gridclient/sync/envelopes.py` declares the same."""

_PURPOSES = ("seal", "blind", "sign", "envelope")
_HEADING = (
    "# Keys of gridserver. Without this file the sealed records cannot be read; keep a copy elsewhere.\n"
)


class KeyFileError(Exception):
    """The key file is missing, damaged, or open to others; the text says which and never holds a key."""


@dataclass(frozen=True)
class ServerKeys:
    """Keys by number: for sealed records, for blind indexes, for receipts' signatures, and for envelopes.

    Those for signatures are Ed25519 seeds, those for envelopes X25519 private keys.
    """

    seal: Mapping[int, bytes] = field(repr=False)
    blind: Mapping[int, bytes] = field(repr=False)
    sign: Mapping[int, bytes] = field(repr=False)
    envelope: Mapping[int, bytes] = field(repr=False)


def create_keys(path: Path) -> ServerKeys:
    """Make a key file, readable by its owner alone. Raises FileExistsError where one is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_HEADING)
        for purpose in _PURPOSES:
            file.write(f"{purpose} 1 {base64.b64encode(secrets.token_bytes(32)).decode('ascii')}\n")
        file.flush()
        os.fsync(file.fileno())
    return load_keys(path)


def load_keys(path: Path) -> ServerKeys:
    """The keys of a file. Raises KeyFileError when it is missing, damaged or open to other accounts."""
    try:
        if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyFileError(f"{path} can be read by other accounts: chmod 600 {path}")
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError as error:
        raise KeyFileError(f"{path} is missing") from error
    except UnicodeDecodeError as error:
        raise KeyFileError(f"{path} is not a key file") from error
    found: dict[str, dict[int, bytes]] = {purpose: {} for purpose in _PURPOSES}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            purpose, key_number, key = _parse(line, f"{path}, line {number}")
            found[purpose][key_number] = key
    for purpose, keys in found.items():
        if not keys:
            raise KeyFileError(f"{path} has no key for {purpose!r}")
    return ServerKeys(**found)


def _parse(line: str, where: str) -> tuple[str, int, bytes]:
    try:
        purpose, number, text = line.split()
        key = base64.b64decode(text, validate=True)
        key_number = int(number)
    except (ValueError, binascii.Error) as error:
        raise KeyFileError(f"{where}: expected a purpose, a number and a key") from error
    if purpose not in _PURPOSES or len(key) != 32 or not 0 < key_number < 1 << 16:
        raise KeyFileError(f"{where}: unknown purpose, number out of range or a key that is not 32 bytes")
    return purpose, key_number, key
