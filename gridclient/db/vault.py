"""The vault: the database key, wrapped by the user's passphrase, in two copies beside the database.

Slot R (the organisation's recovery key) and the lease have their place in the file and are still empty.
"""

import contextlib
import hashlib
import hmac
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gridclient.db import kdf
from gridclient.db.attempts import Attempts, read_attempts, write_attempts
from gridclient.db.folders import (
    DATABASE,
    DISCARDABLE_COPIES,
    KEY_COPIES,
    prepare_folder,
    problem_of_file,
    set_aside_database,
    sync_folder,
    vault_exists,
    write_durably,
)
from gridclient.db.kdf import KdfParams
from gridclient.db.key_file import SUITE, Header, KeyFile, Slots, bound_bytes, decode, encode
from gridclient.db.keys import KEY_BYTES, SALT_BYTES, Keys
from gridclient.db.passphrase import weakness
from gridcore.problems import ProblemCode, ProblemError

DISCARDABLE_BYTES = 16 * 1024
NONCE_BYTES = 12
FAILURES_BEFORE_SOFT_WIPE = 10

Random = Callable[[int], bytes]


def create_vault(
    folder: Path,
    passphrase: str,
    random: Random = os.urandom,
    *,
    params: KdfParams | None = None,
    keystore_secret: bytes = b"",
) -> Keys:
    """Found a store: an empty database, and last of all the key file that makes it exist.

    Without `params` the derivation is calibrated to this laptop. Raises ProblemError: store_exists,
    passphrase_too_weak, disk_full, folder_not_writable, folder_not_private.
    """
    from gridclient.db.connection import create_database  # SQLAlchemy takes half a second: not for unlocking

    if vault_exists(folder):
        raise ProblemError(ProblemCode.STORE_EXISTS)
    _refuse_weak(passphrase)
    prepare_folder(folder)
    # Without a key file it is a founding that was cut, or the key file was lost.
    set_aside_database(folder)
    keys = Keys(database=random(KEY_BYTES), salt=random(SALT_BYTES))
    discardable = random(DISCARDABLE_BYTES)
    for name in DISCARDABLE_COPIES:
        write_durably(folder / name, discardable)
    create_database(folder / DATABASE, keys)
    header = Header(
        suite=SUITE,
        generation=1,
        kdf=params or kdf.calibrate(kdf.measured_s),
        salt=random(SALT_BYTES),
        keystore=bool(keystore_secret),
        discardable=hashlib.sha256(discardable).digest(),
    )
    key = _wrapping_key(header, passphrase, discardable, keystore_secret)
    _write_copies(folder, encode(header, _wrap(header, key, keys, random)))
    return keys


def unlock_vault(
    folder: Path,
    passphrase: str,
    *,
    clock: Callable[[], float] = time.time,
    keystore_secret: bytes = b"",
) -> Keys:
    """The keys of the store; damaged copies of the small files are mended on the way.

    Raises ProblemError: store_missing, key_file_damaged, key_file_newer, try_again_later, recovery_needed,
    wrong_passphrase, folder_not_writable, folder_not_private.
    """
    return _open(folder, passphrase, clock, keystore_secret)[1]


def change_passphrase(
    folder: Path,
    old: str,
    new: str,
    random: Random = os.urandom,
    *,
    params: KdfParams | None = None,
    clock: Callable[[], float] = time.time,
    keystore_secret: bytes = b"",
) -> None:
    """Wrap the same database key anew; slot R and the lease stay.

    Raises ProblemError like `unlock_vault`, and passphrase_too_weak.
    """
    _refuse_weak(new)
    found, keys = _open(folder, old, clock, keystore_secret)
    before = found.header
    header = Header(
        suite=SUITE,
        generation=before.generation + 1,
        kdf=params or before.kdf,
        salt=random(SALT_BYTES),
        keystore=before.keystore,
        discardable=before.discardable,
    )
    key = _wrapping_key(header, new, _read_discardable(folder, before), keystore_secret)
    slots = msgspec.structs.replace(
        _wrap(header, key, keys, random), recovery=found.slots.recovery, lease=found.slots.lease
    )
    _write_copies(folder, encode(header, slots))


def _open(
    folder: Path, passphrase: str, clock: Callable[[], float], keystore_secret: bytes
) -> tuple[KeyFile, Keys]:
    copies = _read_copies(folder)
    prepare_folder(folder)
    attempts = read_attempts(folder)
    if (wait_s := attempts.wait_s(clock())) > 0:
        raise ProblemError(ProblemCode.TRY_AGAIN_LATER, wait_s=wait_s)
    # Counted before it is tried, so that pulling the plug does not give a free attempt. A full disk must not
    # keep the user out: the counter is policy, the passphrase is the lock.
    failed = Attempts(attempts.failures + 1, clock())
    with _unless_disk_full():
        write_attempts(folder, failed)
    for found in copies:
        discardable = _read_discardable(folder, found.header)
        if found.header.keystore and not keystore_secret:
            raise ProblemError(ProblemCode.RECOVERY_NEEDED)
        key = _wrapping_key(found.header, passphrase, discardable, keystore_secret)
        keys = _unwrap(found, key)
        if keys is not None:
            with _unless_disk_full():
                _mend(folder, found, discardable)
                write_attempts(folder, Attempts())
            return found, keys
    if failed.failures >= FAILURES_BEFORE_SOFT_WIPE and any(each.slots.recovery for each in copies):
        # Only officers can open it then. Without slot R this would destroy the only way in, and the work
        # that is not yet synced with it: then the waits alone must do.
        _soft_wipe(folder)
    raise ProblemError(ProblemCode.WRONG_PASSPHRASE)


def _refuse_weak(passphrase: str) -> None:
    if weakness(passphrase) is not None:
        raise ProblemError(ProblemCode.PASSPHRASE_TOO_WEAK)


def _read_copies(folder: Path) -> list[KeyFile]:
    """The whole copies that differ, newest first: a change that was cut leaves the old one beside the new."""
    if not vault_exists(folder):
        raise ProblemError(ProblemCode.STORE_MISSING)
    readings = [decode(content) for name in KEY_COPIES if (content := _read(folder / name)) is not None]
    whole = {each.content: each for each in readings if isinstance(each, KeyFile)}
    if not whole:
        newer = ProblemCode.KEY_FILE_NEWER
        raise ProblemError(newer if newer in readings else ProblemCode.KEY_FILE_DAMAGED)
    return sorted(whole.values(), key=lambda each: -each.header.generation)


def _read_discardable(folder: Path, header: Header) -> bytes:
    for name in DISCARDABLE_COPIES:
        content = _read(folder / name)
        if content is not None and hmac.compare_digest(hashlib.sha256(content).digest(), header.discardable):
            return content
    raise ProblemError(ProblemCode.RECOVERY_NEEDED)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise problem_of_file(error) from error
    except OSError:  # missing, or a bad sector: there is another copy
        return None


def _wrapping_key(header: Header, passphrase: str, discardable: bytes, keystore_secret: bytes) -> bytes:
    more_secrets = keystore_secret + hashlib.sha512(discardable).digest()
    return kdf.wrapping_key(passphrase, header.salt, header.kdf, more_secrets)


def _wrap(header: Header, key: bytes, keys: Keys, random: Random) -> Slots:
    nonce = random(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, keys.database + keys.salt, bound_bytes(header))
    return Slots(user_nonce=nonce, user=sealed)


def _unwrap(found: KeyFile, key: bytes) -> Keys | None:
    try:
        opened = AESGCM(key).decrypt(found.slots.user_nonce, found.slots.user, found.bound)
    except (InvalidTag, ValueError):
        return None
    return Keys(database=opened[:KEY_BYTES], salt=opened[KEY_BYTES:])


def _write_copies(folder: Path, made: KeyFile) -> None:
    for name in KEY_COPIES:
        write_durably(folder / name, made.content)


def _mend(folder: Path, found: KeyFile, discardable: bytes) -> None:
    wanted = dict.fromkeys(KEY_COPIES, found.content) | dict.fromkeys(DISCARDABLE_COPIES, discardable)
    for name, content in wanted.items():
        if _read(folder / name) != content:
            write_durably(folder / name, content)


def _soft_wipe(folder: Path) -> None:
    for name in DISCARDABLE_COPIES:
        with contextlib.suppress(FileNotFoundError), (folder / name).open("r+b") as file:
            file.write(bytes(DISCARDABLE_BYTES))
            file.flush()
            os.fsync(file.fileno())
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


@contextlib.contextmanager
def _unless_disk_full() -> Iterator[None]:
    try:
        yield
    except ProblemError as problem:
        if problem.code is not ProblemCode.DISK_FULL:
            raise
